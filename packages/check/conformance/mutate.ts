import { isList, isObject, type Manifest, type Value } from "../src/manifest.ts";

/**
 * Seeded mistakes as people make them: a key with a letter too many, a value of another type, a bad name, a quantity or
 * port out of range, an item twice, a field missing or one too many.
 */

/** Numbers from 0 up to, and without, 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)]!;
}

const texts = [
  "",
  " ",
  "x",
  "UPPER_case",
  "a b",
  "a\nb",
  "-x",
  "x-",
  "a.b",
  "../x",
  "/",
  "/abs",
  "http",
  "true",
  "1",
  "01",
  "-1",
  "0.5",
  "1e3",
  "1Gi",
  "1gi",
  "100m",
  "100%",
  "150%",
  "50 %",
  "5m",
  "5 minutes",
  "1h30m",
  "2006-01-02T15:04:05Z",
  "10.0.0.0/33",
  "10.0.0.0/8",
  "010.0.0.1",
  "10.0.0.1",
  "::1",
  "fe80::1",
  "*",
  "*.example.com",
  "example.com/x",
  "Example.com/X",
  "a/b/c",
  "TCP",
  "tcp",
  "Always",
  "always",
  "None",
  "IVBORw0KGgo=",
  "iVBORw0KGgo",
  "=",
  "$(VAR)",
  "é",
  "a".repeat(64),
  "a".repeat(254),
  "kubernetes.io/x",
  "my.kubernetes.io/gpu",
  "requests.cpu",
  "cpu",
  "@every 5m",
  "* * * *",
  "*/5 * * * *",
  "60 * * * *",
  "TZ=UTC 0 0 * * *",
  "Europe/Berlin",
  "Local",
];
const numbers = [
  0, 1, -1, 2, 80, 65535, 65536, 70000, 1000001, 2147483647, 2147483648, 1.5, -0.5, 9007199254740991, 1e20,
];
const others: readonly Value[] = [null, true, false, {}, [], ["x"], { x: "y" }, [{}], [null], 3, "3"];

type Place = { readonly parent: Manifest | readonly Value[]; readonly key: string | number };

function placesIn(value: Value, places: Place[] = []): Place[] {
  if (isList(value)) {
    for (const [key, inner] of value.entries()) {
      places.push({ parent: value, key });
      placesIn(inner, places);
    }
  } else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      places.push({ parent: value, key });
      placesIn(inner, places);
    }
  }
  return places;
}

/** What an object is stays: it decides where it is sent. */
const isChangeable = (key: string | number) => key !== "apiVersion" && key !== "kind";

/** An object with one mistake, or a change that is none, and what it was in a few words. Leaves the given one alone. */
export function mutated(object: Manifest, random: () => number): { object: Manifest; words: string } {
  const copy = structuredClone(object);
  const places = placesIn(copy).filter(({ key }) => isChangeable(key));
  if (places.length === 0) return { object: copy, words: "left alone" };
  const { parent, key } = pick(places, random);
  const slot = parent as Record<string | number, Value>;
  const change = pick(changes, random);
  const words = change(slot, key, random);
  return { object: copy, words: `${String(key)}: ${words}` };
}

type Slot = Record<string | number, Value>;
type Change = (slot: Slot, key: string | number, random: () => number) => string;

const removed: Change = (slot, key) => {
  if (Array.isArray(slot)) slot.splice(Number(key), 1);
  else delete slot[key];
  return "removed";
};

const renamed: Change = (slot, key, random) => {
  if (typeof key === "number") return removed(slot, key, random);
  const forms = [
    `${key}s`,
    key.slice(0, -1),
    key.toUpperCase(),
    key.slice(0, 1).toUpperCase() + key.slice(1),
    `${key}x`,
  ];
  const name = pick(forms, random);
  const value = slot[key]!;
  delete slot[key];
  slot[name] = value;
  return `renamed to ${name}`;
};

function set(slot: Slot, key: string | number, value: Value): string {
  slot[key] = value;
  return `set to ${JSON.stringify(value).slice(0, 60)}`;
}

const doubled: Change = (slot, key, random) => {
  const value = slot[key];
  if (Array.isArray(value) && value.length > 0) {
    value.push(structuredClone(pick(value, random)));
    return "an item doubled";
  }
  if (Array.isArray(slot)) {
    slot.push(structuredClone(value) as never);
    return "doubled";
  }
  return renamed(slot, key, random);
};

const edited: Change = (slot, key, random) => {
  const value = slot[key];
  if (typeof value === "string") {
    const forms = [
      `${value}x`,
      value.slice(0, -1),
      value.toUpperCase(),
      value.toLowerCase(),
      `${value} `,
      `${value}-v2`,
      `${value}.${value}`,
    ];
    return set(slot, key, pick(random() < 0.5 ? forms : texts, random));
  }
  if (typeof value === "number")
    return set(slot, key, pick([value + 1, value - 1, -value, value * 10, ...numbers], random));
  if (typeof value === "boolean") return set(slot, key, !value);
  return set(slot, key, pick(others, random));
};

const moved: Change = (slot, key, random) => {
  if (Array.isArray(slot)) return doubled(slot, key, random);
  const other = pick(Object.keys(slot).filter(isChangeable), random);
  return set(slot, other, structuredClone(slot[key]!));
};

const changes: readonly Change[] = [
  removed,
  renamed,
  edited,
  edited,
  edited,
  edited,
  doubled,
  moved,
  (slot, key, random) => set(slot, key, pick(others, random)),
  (slot, key, random) => set(slot, key, pick(texts, random)),
  (slot, key, random) => set(slot, key, pick(numbers, random)),
];
