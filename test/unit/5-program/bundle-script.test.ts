/** Modules are bundled as one script, which then runs. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { linkModules } from "../../../generator/5-program/link-modules.ts";
import { MissingModule, bundleScript } from "../../../generator/5-program/bundle-script.ts";

const run = async (files: Readonly<Record<string, string>>, entry: string): Promise<unknown> => {
  const { source } = await bundleScript([entry], (path) => files[path]);
  const { module } = linkModules(source, { filename: "test.js", compiled: undefined, packagesOf: undefined });
  return { ...module(entry) };
};

const CASES: readonly (readonly [name: string, files: Readonly<Record<string, string>>, want: unknown])[] = [
  [
    "removes types and type-only imports",
    { "a.ts": 'import type { T } from "./types.js";\nexport const a: T = 1;' },
    { a: 1 },
  ],
  [
    "resolves imports with any extension",
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
    "supports circular imports",
    {
      "a.ts": 'import { b } from "./b.js";\nexport const one = () => 1;\nexport const a = () => b();',
      "b.ts": 'import { one } from "./a.js";\nexport const b = () => one();',
    },
    { a: expect.any(Function), one: expect.any(Function) },
  ],
  [
    "converts generated JavaScript without the compiler",
    {
      "a.js": 'import { b as c } from "./b.js";\nexport const one = c;\nexport const two = /* @__PURE__ */ one;',
      "b.ts": "export const b = 1;",
    },
    { one: 1, two: 1 },
  ],
  ["compiles other JavaScript", { "a.js": "const a = 1;\nexport { a };\nexport default 2;" }, { a: 1, default: 2 }],
];

describe("a script", () => {
  test.each(CASES)("%s", async (_, files, want) => {
    const [entry = ""] = Object.keys(files);
    expect(await run(files, entry)).toMatchObject(want as object);
  });

  test("rejects an import of a missing module", async () => {
    await expect(
      bundleScript(["a.ts"], (path) => (path === "a.ts" ? 'export * from "./b.js";' : undefined)),
    ).rejects.toThrow(new MissingModule("b.js"));
  });

  test("bundles large generated validators without the compiler, which would be too slow", async () => {
    const text = readFileSync(new URL("../../../generated/validators.ts", import.meta.url), "utf8");
    const { source } = await bundleScript(["validators.ts"], (path) =>
      path === "validators.ts" ? text : "export {};",
    );
    const [longest = ""] = text.split("\n").toSorted((one, other) => other.length - one.length);
    expect(source).toContain(longest); // a compiler would have laid it out anew
  });

  test("falls back to the packages of specwright", async () => {
    const files = { "a.ts": 'import { mergeHeaders } from "openapi-fetch";\nexport const a = typeof mergeHeaders;' };
    const { source } = await bundleScript(["a.ts"], (path) => Reflect.get(files, path));
    const { module } = linkModules(source, { filename: "test.js", compiled: undefined, packagesOf: "/nowhere" });
    expect(module("a.ts")["a"]).toBe("function");
  });
});
