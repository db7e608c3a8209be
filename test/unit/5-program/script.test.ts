/** Modules → one script, and back to modules that run. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { link } from "../../../generator/5-program/link.ts";
import { MissingModule, scriptOf } from "../../../generator/5-program/script.ts";

const run = async (files: Readonly<Record<string, string>>, entry: string): Promise<unknown> => {
  const { source } = await scriptOf([entry], (path) => files[path]);
  const { module } = link(source, { filename: "test.js", compiled: undefined, packagesOf: undefined });
  return { ...module(entry) };
};

const CASES: readonly (readonly [name: string, files: Readonly<Record<string, string>>, want: unknown])[] = [
  [
    "types are gone, and what only types needed is not asked for",
    { "a.ts": 'import type { T } from "./types.js";\nexport const a: T = 1;' },
    { a: 1 },
  ],
  [
    "imports end as they like",
    {
      "a.ts":
        'import { b } from "./b.js";\nimport { c } from "./c.ts";\nimport { d } from "./x/d";\nexport const a = b + c + d;',
      "b.ts": "export const b: number = 1;",
      "c.ts": "export const c = 2;",
      "x/d.ts": 'import { e } from "../e.js";\nexport const d = e;',
      "e.js": "export const e = 3;",
    },
    { a: 6 },
  ],
  [
    "modules may refer to each other in a circle",
    {
      "a.ts": 'import { b } from "./b.js";\nexport const one = () => 1;\nexport const a = () => b();',
      "b.ts": 'import { one } from "./a.js";\nexport const b = () => one();',
    },
    { a: expect.any(Function), one: expect.any(Function) },
  ],
  [
    "JavaScript of ours needs no compiler",
    {
      "a.js": 'import { b as c } from "./b.js";\nexport const one = c;\nexport const two = /* @__PURE__ */ one;',
      "b.ts": "export const b = 1;",
    },
    { one: 1, two: 1 },
  ],
  ["other JavaScript has one", { "a.js": "const a = 1;\nexport { a };\nexport default 2;" }, { a: 1, default: 2 }],
];

describe("a script", () => {
  test.each(CASES)("%s", async (_, files, want) => {
    const [entry = ""] = Object.keys(files);
    expect(await run(files, entry)).toMatchObject(want as object);
  });

  test("wants what is imported to be there", async () => {
    await expect(
      scriptOf(["a.ts"], (path) => (path === "a.ts" ? 'export * from "./b.js";' : undefined)),
    ).rejects.toThrow(new MissingModule("b.js"));
  });

  test("takes compiled validators as they are: no compiler would read those of a large description in time", async () => {
    const text = readFileSync(new URL("../../../generated/validators.js", import.meta.url), "utf8");
    const { source } = await scriptOf(["validators.js"], (path) => (path === "validators.js" ? text : "export {};"));
    const [longest = ""] = text.split("\n").toSorted((one, other) => other.length - one.length);
    expect(source).toContain(longest); // a compiler would have laid it out anew
  });

  test("finds the packages of specwright where a folder has none", async () => {
    const files = { "a.ts": 'import { mergeHeaders } from "openapi-fetch";\nexport const a = typeof mergeHeaders;' };
    const { source } = await scriptOf(["a.ts"], (path) => Reflect.get(files, path));
    const { module } = link(source, { filename: "test.js", compiled: undefined, packagesOf: "/nowhere" });
    expect(module("a.ts")["a"]).toBe("function");
  });
});
