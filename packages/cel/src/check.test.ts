import { describe, expect, it } from "vitest";
import { check } from "./check.ts";
import { environment, withVariables } from "./environment.ts";
import { describeIssues } from "./issue.ts";
import { kubernetes } from "./kubernetes.ts";
import { OPTIONAL } from "./library/optional.ts";
import type { Environment } from "./library.ts";
import { parse } from "./parse.ts";
import { DYN, INT, listType, mapType, objectType, STRING, type Type } from "./type.ts";

const POD = objectType("test.Pod", {
  name: STRING,
  ports: listType(INT),
  labels: mapType(STRING, STRING),
  __namespace__: STRING,
  any: DYN,
});

function typeOf(text: string, scope: Environment): string {
  const { type, issues } = check(parse(text, scope), scope);
  return type?.text ?? issues.map(({ line, column, message }) => `${line}:${column} ${message}`).join("; ");
}

function within(variables: Readonly<Record<string, Type>>, minor = 36): Environment {
  return withVariables(kubernetes(minor), variables);
}

describe("check", () => {
  it("should deduce the types of fields, elements and values", () => {
    const scope = within({ pod: POD });
    expect(typeOf("pod.name", scope)).toBe("string");
    expect(typeOf("pod.ports.map(p, p + 1)", scope)).toBe("list(int)");
    expect(typeOf("pod.labels.all(k, k == pod.labels[k])", scope)).toBe("bool");
    expect(typeOf("pod.?name", scope)).toBe("optional_type(string)");
    expect(typeOf("pod.any.x", scope)).toBe("dyn");
  });

  it("should tell an undefined field once, at its dot", () => {
    expect(typeOf("pod.nope.deeper + 1", within({ pod: POD }))).toBe("1:4 undefined field 'nope'");
  });

  it("should take words of the language for fields since 1.31 only", () => {
    expect(typeOf("pod.namespace", within({ pod: POD }, 31))).toBe("string");
    expect(typeOf("pod.namespace", within({ pod: POD }, 30))).toBe("1:4 undefined field 'namespace'");
    expect(typeOf("pod.__namespace__", within({ pod: POD }, 30))).toBe("string");
  });

  it("should prefer the longest name that is declared", () => {
    const scope = environment({ variables: { a: DYN, "a.b": INT } });
    expect(typeOf("a.b", scope)).toBe("int");
    expect(typeOf("a.c", scope)).toBe("dyn");
  });

  it("should let a local variable hide a name with dots", () => {
    const scope = environment({ variables: { "x.y": INT } });
    expect(typeOf("x.y", scope)).toBe("int");
    expect(typeOf("[{'y': 'z'}].map(x, x.y)", scope)).toBe("list(string)");
  });

  it("should look names up in the container first, and outside of it after a dot", () => {
    const scope = environment({ container: "a.b", variables: { "a.b.x": INT, x: STRING } });
    expect(typeOf("x", scope)).toBe("int");
    expect(typeOf(".x", scope)).toBe("string");
  });

  it("should join mixed elements to dyn where they may mix", () => {
    expect(typeOf("[1, 'a']", environment())).toBe("list(dyn)");
    expect(typeOf("[1, 'a']", kubernetes(36))).toBe("1:5 expected type 'int' but found 'string'");
  });

  it("should not know optional syntax without its library", () => {
    expect(typeOf("{'a': 1}.?a", environment())).toContain("unsupported syntax");
    expect(typeOf("{'a': 1}.?a", environment({ libraries: [OPTIONAL] }))).toBe("optional_type(int)");
  });

  it("should pass on what could not be parsed", () => {
    const scope = environment();
    const parsed = parse("1 +", scope);
    expect(check(parsed, scope)).toMatchObject({ type: undefined, issues: parsed.issues });
  });

  it("should print issues as the API server does: in order, with the line and a caret", () => {
    const scope = environment();
    const text = "'é' + 1 ==\n\tnope";
    const { issues } = check(parse(text, scope), scope);
    expect(describeIssues(issues, text)).toBe(
      [
        "ERROR: <input>:1:5: found no matching overload for '_+_' applied to '(string, int)'",
        " | 'é' + 1 ==",
        " | .．..^",
        "ERROR: <input>:2:2: undeclared reference to 'nope' (in container '')",
        " |  nope",
        " | .^",
      ].join("\n"),
    );
  });

  it("should count the issues that are too many to print", () => {
    const scope = environment();
    const text = Array.from({ length: 103 }, (_, index) => `x${index}`).join(" + ");
    const shown = describeIssues(check(parse(text, scope), scope).issues, text);
    expect(shown.endsWith("\n3 more errors were truncated")).toBe(true);
  });
});
