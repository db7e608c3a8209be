/** Tests the scanner: it finds forbidden code and accepts generated files. */
import { describe, expect, test } from "vitest";
import { MARK } from "./payloads.ts";
import { scan } from "./scan.ts";

function problems(text: string, path = "types.ts"): readonly string[] {
  return scan(path, text, { mark: MARK });
}

describe("finds", () => {
  test.each<[string, string, string]>([
    ["a broken file", "export const a = {;", "syntax"],
    ["a payload as code", `export const a = ${MARK};`, "an identifier out of a payload"],
    ["a payload in a template", `export const a = \`${MARK}\`;`, "a payload out of quotes"],
    ["a payload as a pattern", `export const a = /${MARK}/;`, "a payload out of quotes"],
    ["a call", `globalThis.a();`, "runs"],
    ["a block", `{ }`, "runs"],
    ["eval", `export const a = () => eval("1");`, "forbidden"],
    ["the other eval", `export const a = () => new Function("1");`, "forbidden"],
    ["the environment", `export const a = process.env;`, "forbidden"],
    ["a dynamic import", `export const a = () => import("./a.js");`, "dynamic import"],
    ["an import of Node", `import { readFileSync } from "node:fs";`, "imports node:fs"],
    ["a way out", `import { a } from "../a.js";`, "imports ../a.js"],
    ["a name that is none of ours", `import { b } from "./a'b.js";`, "imports ./a'b.js"],
    ["a prototype", `export const a = { __proto__: null };`, "sets a prototype"],
    ["a global declaration", "declare global { }", "forbidden declaration"],
    ["an order to the compiler", "// @ts-nocheck\nexport {};", "the compiler obeys"],
    ["a reference", `/// <reference path="a.ts" />\nexport {};`, "the compiler obeys"],
    // in one piece, this very file would give it
    ["an order to a runner", `/** @${"vitest"}-environment jsdom */\nexport {};`, "an order in a comment"],
    ["a tag that hides", "/**\n * @internal\n */\nexport const a = 1;", "an order in a comment"],
    ["a source map", "export {};\n//# sourceMappingURL=a.map", "an order in a comment"],
    ["a source map in quotes", `export const a = "//# sourceMappingURL=a.map";`, "holds"],
    ["the end of a script", `export const a = "</script>";`, 'holds "</script"'],
    ["turned text", `export const a = "\u202e";`, "holds"],
  ])("%s", (_name, text, want) => {
    expect(problems(text).join("\n")).toContain(want);
  });
});

describe("accepts", () => {
  test.each<[string, string]>([
    ["a payload in quotes", `export const a = { "${MARK}": '${MARK} // "' };`],
    ["a payload in a comment", `/** ${MARK} */\nexport type A = "*/ ${MARK}";`],
    ["a media range", `export type A = \`${MARK}/\${string}\`;`],
    [
      "names of members",
      `export interface A { eval: string; process(): void }\nexport const a = { ["__proto__"]: 1 };`,
    ],
    ["a pure call", "export const a = /* @__PURE__ */ validator();"],
    ["the runtime", `import { a } from "./runtime/a.js";\nexport * from "./runtime/wire/b.js";`],
  ])("%s", (_name, text) => {
    expect(problems(text)).toEqual([]);
  });
});
