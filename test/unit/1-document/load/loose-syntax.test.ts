import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadDocument } from "../../../../generator/1-document/load/load.ts";
import { indentFlowLines } from "../../../../generator/1-document/load/reading/flow-indentation.ts";
import { parseJsonOrYaml } from "../../../../generator/1-document/load/reading/parse.ts";
import { repairJson } from "../../../../generator/1-document/load/reading/repair-json.ts";
import { DEFAULT_LIMITS, DEFAULT_SOURCE, type SourceOptions } from "../../../../generator/options.ts";
import { withFiles } from "../../../support/description-folder.ts";

describe("reads YAML whose brackets and quotes are indented too little", () => {
  const rows: readonly [name: string, text: string, want: unknown, lines: readonly number[]][] = [
    ["a brace in the column of its key", "a:\n  b: {\n    c: 1\n  }\n", { a: { b: { c: 1 } } }, [4]],
    ["a bracket in the column of its key", "a:\n  b: [\n    1,\n    2\n  ]\nd: 3\n", { a: { b: [1, 2] }, d: 3 }, [5]],
    ["a brace left of its key", "a:\n  b: {\n    c: 1\n}\n", { a: { b: { c: 1 } } }, [4]],
    ["all lines at the margin", "a:\n  b: {\nc: 1,\nd: [\n2\n]\n}\n", { a: { b: { c: 1, d: [2] } } }, [3, 4, 5, 6, 7]],
    ["a collection on the line after its key", "a:\n  b:\n    {\n    c: 1\n  }\n", { a: { b: { c: 1 } } }, [5]],
    [
      "an item of a sequence",
      "a:\n  - b: {\n      c: 1\n    }\n  - {\n    d: 2\n  }\n",
      { a: [{ b: { c: 1 } }, { d: 2 }] },
      [4, 7],
    ],
    ["a double-quoted string", 'a:\n  b: "one\n two\n\n# three"\n', { a: { b: "one two\n# three" } }, [3, 5]],
    ["a single-quoted string", "a:\n  b: 'it''s\none'\n", { a: { b: "it's one" } }, [3]],
    ["an escaped end of line", 'a:\n  b: "one\\\ntwo"\n', { a: { b: "onetwo" } }, [3]],
    ["a comment before the brace", "a:\n  b: {\n    c: 1 # one }\n# two\n  }\n", { a: { b: { c: 1 } } }, [5]],
    ["tabs", "a:\n  b: {\n\t\tc: 1\n\t}\n", { a: { b: { c: 1 } } }, [3, 4]],
    ["an anchor and a tag", "a: &x !!map {\n  b: 1\n}\nc: *x\n", { a: { b: 1 }, c: { b: 1 } }, [3]],
    ["Windows line ends", "a:\r\n  b: {\r\n    c: 1\r\n  }\r\n", { a: { b: { c: 1 } } }, [4]],
    [
      "braces in block scalars, which stay",
      "t: |\n  x: {\n  }\n u: {\n}\na: {\n  b: 1\n}\n".replace(" u: {\n}\n", ""),
      { t: "x: {\n}\n", a: { b: 1 } },
      [6],
    ],
    [
      "a block scalar in a sequence",
      "s:\n- t: |\n    {\n  u: {\n    v: 1\n  }\n",
      { s: [{ t: "{\n", u: { v: 1 } }] },
      [6],
    ],
    [
      "braces in plain strings and comments",
      "t: a {b # {\nu: http://x/{id}\na: {\n  b: don't\n}\n",
      { t: "a {b", u: "http://x/{id}", a: { b: "don't" } },
      [5],
    ],
    [
      "a plain string of several lines with a brace",
      "t: one\n  {two\na: {\n  b: 1\n}\n",
      { t: "one {two", a: { b: 1 } },
      [5],
    ],
  ];

  it.each(rows)("%s", (_name, text, want, lines) => {
    const result = parseJsonOrYaml(text, DEFAULT_LIMITS);
    expect(result).toMatchObject({ value: want, syntax: "yaml" });
    const slips = "slips" in result ? result.slips : [];
    expect(slips.map(({ offset }) => text.slice(0, offset).split("\n").length)).toEqual(lines);
  });

  it("maps offsets back to the original text", () => {
    const text = 'a: {\n"b": 1\n}\nc: 2\n';
    const indented = indentFlowLines(text);
    for (const part of ["a", '"b"', "}", "c", "2"]) {
      expect(indented?.originalOffset(indented.text.indexOf(part))).toBe(text.indexOf(part));
    }
  });

  it("reports other errors at their place", () => {
    const text = "a: {\n  b: 1\n}\nc: 1\nc: 2\n";
    const result = parseJsonOrYaml(text, DEFAULT_LIMITS);
    const { error, repaired } = "error" in result ? result : { error: undefined, repaired: undefined };
    expect(error?.rule).toBe("duplicate-key");
    expect(repaired?.originalOffset(error?.offset ?? 0)).toBe(text.lastIndexOf("c"));
  });

  it("reads 2,000 such lines without a parse for each", () => {
    const text = Array.from({ length: 2000 }, (_, index) => `k${index}:\n  a: {\n    b: 1\n  }\n`).join("");
    const started = performance.now();
    expect("value" in parseJsonOrYaml(text, DEFAULT_LIMITS)).toBe(true);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe("reads JSON with comments and trailing commas", () => {
  const rows: readonly [name: string, text: string, want: unknown, kinds: readonly string[]][] = [
    ["a comment to the end of the line", '// one\n{"a": "//b" // two\n}', { a: "//b" }, ["comment", "comment"]],
    ["a comment of several lines", '{/* "x": [,\n */ "a": 1}', { a: 1 }, ["comment"]],
    ["a trailing comma in an object", '{"a": {"b": ",}",},}', { a: { b: ",}" } }, ["trailing comma", "trailing comma"]],
    ["a trailing comma in an array", '{"a": [1, ]}', { a: [1] }, ["trailing comma"]],
    ["a comment after a trailing comma", '{"a": [1, // one\n]}', { a: [1] }, ["comment", "trailing comma"]],
    ["a comment that contains a quote", '{"a": 1 // it\'s "\n, "b": 2}', { a: 1, b: 2 }, ["comment"]],
  ];

  it.each(rows)("%s", (_name, text, want, kinds) => {
    const result = parseJsonOrYaml(text, DEFAULT_LIMITS, true);
    expect(result).toMatchObject({ value: want });
    expect("slips" in result ? result.slips.map(({ kind }) => kind) : []).toEqual(kinds);
    expect(repairJson(text)?.text).toHaveLength(text.length);
  });

  it("does not warn about a trailing comma in YAML, which allows it", () => {
    expect(parseJsonOrYaml('{"a": [1,],}', DEFAULT_LIMITS)).toMatchObject({ value: { a: [1] }, slips: [] });
  });

  it("rejects two commas", () => {
    expect(parseJsonOrYaml('{"a": [1,,]}', DEFAULT_LIMITS, true)).toHaveProperty("error");
  });

  it("reports a duplicate key beside a comment at its place", () => {
    const text = '{ // one\n"a": 1, "a": 2}';
    expect(parseJsonOrYaml(text, DEFAULT_LIMITS, true)).toMatchObject({
      error: { rule: "duplicate-key", offset: text.lastIndexOf('"a"') + 1 },
    });
  });
});

async function report(name: string, text: string, options: Partial<SourceOptions> = {}): Promise<readonly string[]> {
  return withFiles({ [name]: text }, async (folder) => {
    const { diagnostics } = await loadDocument({ ...DEFAULT_SOURCE, ...options, spec: join(folder, name) });
    return diagnostics.map(
      ({ severity, rule, message, location }) => `${severity} ${rule} ${location?.line}:${location?.column} ${message}`,
    );
  });
}

describe("warns once for each kind of slip", () => {
  const head = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: {}\n';
  const indentation =
    "YAML requires this line to be indented more than the key or the `-` that its brackets or quotes belong to";

  it("at the first line that is indented too little", async () => {
    const text = `${head}components: {\n  schemas: {\n  }\n}\nx-a: {\n}\n`;
    expect(await report("a.yaml", text)).toEqual([
      `warning loose-syntax 7:1 ${indentation}. The file has 1 other place like this.`,
    ]);
  });

  it("and points at nodes after such a line", async () => {
    const text = `${head}x-a: {\n}\ncomponents:\n  schemas:\n    A: { $ref: "#/components/schemas/B" }\n`;
    expect((await report("a.yaml", text))[1]).toBe(
      "error no-unresolved-refs 8:16 `#/components/schemas/B` cannot be resolved.",
    );
  });

  it("in JSON", async () => {
    const text = '{"openapi": "3.1.0", // version\n "info": {"title": "T", "version": "1",}, "paths": {},}';
    expect(await report("a.json", text)).toEqual([
      "warning loose-syntax 1:22 JSON has no comments. This one is ignored.",
      "warning loose-syntax 2:39 JSON allows no comma after the last property or item. This one is ignored. The file has 1 other place like this.",
    ]);
  });

  it("unless the rule is off", async () => {
    expect(await report("a.yaml", `${head}x-a: {\n}\n`, { rules: { "loose-syntax": "off" } })).toEqual([]);
  });
});

describe("says what a file is that is no description", () => {
  const rows: readonly [name: string, text: string, want: string][] = [
    [
      "an HTML page",
      "<!DOCTYPE html>\n<title>Log in</title>",
      "error syntax 1:1 This is an HTML page, not an OpenAPI description.",
    ],
    [
      "an HTML page without a document type",
      "\n<html lang='en'>",
      "error syntax 2:1 This is an HTML page, not an OpenAPI description.",
    ],
    ["an XML file", "<?xml version='1.0'?>\n<a/>", "error syntax 1:1 This is an XML file, not an OpenAPI description."],
    [
      "a pointer of Git LFS",
      "version https://git-lfs.github.com/spec/v1\noid sha256:1\n",
      "error syntax 1:1 This is a pointer of Git LFS, not an OpenAPI description.",
    ],
    ["an empty file", " \n", "error syntax 1:1 This file is empty."],
    [
      "a sentence",
      "Not found",
      "error unsupported-version 1:1 This file contains a string. A description is an object that states its OpenAPI version.",
    ],
  ];

  it.each(rows)("%s", async (_name, text, want) => {
    for (const name of ["a.json", "a.yaml"]) expect(await report(name, text)).toEqual([want]);
  });
});
