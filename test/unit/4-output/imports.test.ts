/** Finds and rewrites relative imports, but no other strings. */
import { describe, expect, test } from "vitest";
import { relativeImports, rewriteImports } from "../../../generator/4-output/imports.ts";

describe("relative imports", () => {
  test.each<[string, string, readonly string[]]>([
    ["a value", 'import { send } from "./runtime/client/client.js";', ["./runtime/client/client.js"]],
    ["types", 'import type { Client } from "../types.js";', ["../types.js"]],
    ["a list over several lines", 'import {\n  one,\n  two,\n} from "./a.js";', ["./a.js"]],
    ["several", 'import "./a.js";\nimport * as b from "./b.js";', ["./a.js", "./b.js"]],
    ["exports", 'export * from "./a.js";\nexport { b } from "./b.js";', ["./a.js", "./b.js"]],
    ["none of packages", 'import createClient from "openapi-fetch";', []],
    ["none in a comment", '/**\n * import { a } from "./a.js";\n */', []],
    ["none in a literal type", 'export type Module = "./a.js";', []],
    ["none in a literal type over several lines", 'export type Module =\n  | "./a.js"\n  | "./b.js";', []],
    ["none in a literal", 'export const text = "from ./a.js";\nconst other = "./b.js";', []],
    ["none in a quoted import", 'export const text = "import x from \\"./a.js\\";";', []],
  ])("%s", (_name, text, want) => {
    expect(relativeImports(text)).toEqual(want);
  });

  test("are rewritten in place", () => {
    const text = 'import { a } from "./a.js";\n// from "./a.js";\nexport type T = "./a.js";\n';
    expect(rewriteImports(text, (specifier) => specifier.replace(/js$/, () => "$&.ts"))).toBe(
      'import { a } from "./a.$&.ts";\n// from "./a.js";\nexport type T = "./a.js";\n',
    );
  });
});
