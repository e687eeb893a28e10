import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  codes,
  type File,
  type Files,
  type Finding,
  findingsText,
  plan,
  planMarkdown,
  policiesOf,
  review,
  testPolicy,
} from "@slipway/engine";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { samplePlatform } from "./demo/platform.ts";
import { change, sample } from "./packages/engine/test/tree.ts";

/**
 * The documentation does what it says: tutorials run, findings are given as they are shown, the README's plan is that of
 * its spec, links lead somewhere. UPDATE=1 writes what was said into the tutorials and docs/findings.md.
 */
const update = process.env["UPDATE"] !== undefined;

/** A fenced block of a Markdown text. */
interface Block {
  readonly language: string;
  /** The words after the language. */
  readonly info: string;
  readonly body: string;
  /** Where the body stands in the text. */
  readonly start: number;
}

function blocksOf(text: string): Block[] {
  return [...text.matchAll(/^```(\w*)([^\n]*)\n(.*?)^```$/gms)].map((found) => {
    const [all, language = "", info = "", body = ""] = found;
    return { language, info: info.trim(), body, start: found.index + all.length - body.length - 3 };
  });
}

/** The text with other bodies for some of its blocks. */
function replaceBodies(text: string, bodies: ReadonlyMap<Block, string>): string {
  const later = [...bodies].sort(([a], [b]) => b.start - a.start);
  return later.reduce(
    (result, [{ start, body }, said]) => result.slice(0, start) + said + result.slice(start + body.length),
    text,
  );
}

/** Without the lines that say what is going on, which come only when it takes long. */
function withoutProgress(text: string): string {
  return text.replace(/^… .+\n/gm, "");
}

/** The text without what differs from run to run: object ids, and a plan's digest, which changes with every renderer. */
function normal(text: string): string {
  return text.replace(/\b(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{12}|[0-9a-f]{7})\b/g, "<id>").trimEnd();
}

/** A pattern of a text in which a line "…" stands for any lines. */
function patternOf(expected: string): RegExp {
  const parts = normal(expected)
    .split(/^ *…\n?/m)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^]*?")}\\n?$`);
}

const platform = sample();

describe("docs/findings.md", () => {
  const file = "docs/findings.md";
  const text = readFileSync(file, "utf8");
  const sections = text.split(/^## /m).slice(1);

  /** Mistakes that no diff can show. */
  const redis = "apps/cart/redis/service.yaml";
  const special: { readonly [code: string]: File } = {
    FILE_NOT_REGULAR: { mode: "120000", content: "/etc/passwd" },
    FILE_NOT_UTF8: { mode: "100644", content: Uint8Array.of(0xff) },
    FILE_TOO_LARGE: { mode: "100644", content: "#".repeat(300_000) },
    FILE_UNREADABLE: { mode: "100644", content: "", problem: "EACCES" },
    YAML_TOO_DEEP: { mode: "100644", content: `kind: ${"[".repeat(100)}${"]".repeat(100)}\n` },
  };

  test("has one heading for each code, in their order", () => {
    expect(sections.map((section) => section.split("\n", 1)[0])).toEqual([...codes].sort());
  });

  test.each(sections.map((section) => [section.split("\n", 1)[0] ?? "", section]))("%s", (code, section) => {
    const diff = blocksOf(section).find(({ language }) => language === "diff");
    const shown = blocksOf(section).find(({ language }) => language === "text");
    const only = special[code];
    const after = only === undefined ? apply(diff?.body ?? "") : change(platform, { [redis]: only });
    const given = givenFor(code, after).find((finding) => finding.code === code);
    if (given === undefined) throw new Error(`The mistake does not bring about ${code}.`);
    if (update && shown !== undefined) {
      const now = readFileSync(file, "utf8");
      writeFileSync(file, now.replace(section, replaceBodies(section, new Map([[shown, findingsText([given])]]))));
    } else expect(shown?.body).toBe(findingsText([given]));
  });

  /** What is said of a tree where a code comes from: most from a review, some from the cases of policies or from a plan. */
  function givenFor(code: string, after: Files): readonly Finding[] {
    const set = policiesOf(after);
    if (code === "POLICY_WOULD_DENY") return plan(platform, after).findings;
    if (code.startsWith("POLICY_CASE_"))
      return [...set.sources.values()].flatMap((source) => testPolicy(after, set, source, "prod").findings);
    return review(after, { today: "2027-01-01", counts: true }).findings;
  }

  /** The sample with a diff done to it: "+++ path" begins the changes of a file, "--- path" deletes one. */
  function apply(diff: string): Files {
    const files = new Map(platform);
    for (const part of diff.split(/^(?=[+-]{3} )/m)) {
      const [head = "", ...lines] = part.trimEnd().split("\n");
      const path = head.slice(4);
      const old = String(files.get(path)?.content ?? "");
      const side = (sign: string) => lines.filter((line) => line[0] === sign).map((line) => `${line.slice(1)}\n`);
      const [gone, fresh] = [side("-").join(""), side("+").join("")];
      if (head.startsWith("---")) files.delete(path);
      else if (gone === "") files.set(path, { mode: "100644", content: old + fresh });
      else {
        expect(old.split(gone)).toHaveLength(2);
        files.set(path, { mode: "100644", content: old.replace(gone, fresh) });
      }
    }
    return files;
  }
});

describe("README.md", () => {
  const text = readFileSync("README.md", "utf8");

  test("shows the plan that its spec yields", () => {
    const spec = blocksOf(text).find(({ language }) => language === "yaml")?.body ?? "";
    const [, name, team] = /metadata: \{name: ([a-z-]+), team: ([a-z-]+)\}/.exec(spec) ?? [];
    const after = change(platform, { [`apps/${team}/${name}/service.yaml`]: spec });
    const [, shown = ""] = /<!-- plan -->\n(.*?)<!-- \/plan -->/s.exec(text) ?? [];
    expect(normal(planMarkdown(plan(platform, after)))).toMatch(patternOf(shown.trim()));
  });
});

describe("tutorials", () => {
  const folder = join(tmpdir(), `slipway-docs-${process.pid}`);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const gitConfiguration = join(folder, "gitconfig");
  const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|GIT_)/i.test(name));
  const environment = {
    ...Object.fromEntries(inherited),
    PATH: `${join(folder, "npx")}:${process.env["PATH"]}`,
    GIT_CONFIG_GLOBAL: gitConfiguration,
    NO_COLOR: "1",
    npm_config_offline: "true",
  };
  beforeAll(() => {
    mkdirSync(folder);
    installSlipway();
    const person = "[user]\nname = A reader\nemail = reader@example.com\n";
    writeFileSync(gitConfiguration, `${person}[init]\ndefaultBranch = main\n`);
  });

  const tutorials = readdirSync("docs/tutorials").filter((name) => name !== "README.md");
  test.each(tutorials)("%s", (name) => {
    const file = join("docs/tutorials", name);
    const text = readFileSync(file, "utf8");
    const blocks = blocksOf(text);
    const said = new Map<Block, string>();
    const { folder: clone, remove } = samplePlatform();
    onTestFinished(remove);
    let place = clone;
    for (const [index, block] of blocks.entries()) {
      if (block.language !== "sh") continue;
      const ran = run(block, place);
      place = ran.place;
      const shown = blocks[index + 1];
      if (shown?.language !== "text") continue;
      if (!update) expect(normal(withoutProgress(ran.output))).toMatch(patternOf(shown.body));
      else if (!patternOf(shown.body).test(normal(withoutProgress(ran.output))))
        said.set(shown, withoutProgress(ran.output));
    }
    if (said.size > 0) writeFileSync(file, replaceBodies(text, said));
  });

  /** Installs slipway apart from this repository, whose files others use, and an npx that finds it. */
  function installSlipway(): void {
    const installed = join(folder, "slipway");
    if (!existsSync("scripts/dist/cli.cjs")) throw new Error("There is no bundle: run npm run prepare -w slipway.");
    for (const part of ["bin", "dist", "README.md"])
      cpSync(join("scripts", part), join(installed, part), { recursive: true });
    const { scripts: _scripts, ...published } = JSON.parse(readFileSync("scripts/package.json", "utf8"));
    writeFileSync(join(installed, "package.json"), JSON.stringify(published));
    const npx = `#!/bin/sh\nprogram=node_modules/.bin/$1\n[ -x $program ] || program=${installed}/bin/$1.cjs\nshift\nexec $program "$@"\n`;
    mkdirSync(join(folder, "npx"));
    writeFileSync(join(folder, "npx/npx"), npx, { mode: 0o755 });
  }

  /** Runs a block, which ends with 0 unless it says "exits 1"; gives what it wrote, and the folder that it ended in. */
  function run({ body, info }: Block, place: string): { output: string; place: string } {
    const end = join(folder, "place");
    const script = `exec 2>&1\ntrap 'pwd > "${end}"' EXIT\n${body}`;
    const { stdout, status } = spawnSync("bash", ["-e", "-c", script], {
      cwd: place,
      env: environment,
      encoding: "utf8",
    });
    expect({ body, stdout, status }).toMatchObject({ status: info === "exits 1" ? 1 : 0 });
    return { output: stdout, place: readFileSync(end, "utf8").trim() };
  }
});

describe("links", () => {
  const pages = ["docs", "packages", "scripts"]
    .flatMap((top) => readdirSync(top, { recursive: true, encoding: "utf8" }).map((path) => join(top, path)))
    .filter((path) => path.endsWith(".md") && !path.includes("node_modules"));

  test.each(["README.md", "CONTRIBUTING.md", ...pages])("of %s lead somewhere", (page) => {
    const prose = readFileSync(page, "utf8").replace(/^```.*?^```$/gms, "");
    const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
    const broken = links.filter((target) => !/^[a-z]+:/.test(target) && !leads(page, target));
    expect(broken).toEqual([]);
  });

  function leads(page: string, target: string): boolean {
    const [path = "", anchor] = target.split("#");
    const file = path === "" ? page : join(dirname(page), path);
    if (!existsSync(file)) return false;
    if (anchor === undefined) return true;
    const headings = [...readFileSync(file, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => heading);
    return headings.some((heading) => slug(heading) === anchor);
  }

  /** The anchor that GitHub gives a heading. */
  function slug(heading: string): string {
    return heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-");
  }
});
