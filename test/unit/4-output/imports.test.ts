/** Which text of a file is an import, and how it is respelled. */
import { describe, expect, test } from "vitest";
import { relativeImports, rewriteImports } from "../../../generator/4-output/imports.ts";

describe("relative imports", () => {
  test.each<[string, string, readonly string[]]>([
    ["a value", 'import { send } from "./runtime/client/client.js";', ["./runtime/client/client.js"]],
    ["types", 'import type { Client } from "../types.js";', ["../types.js"]],
    ["over several lines", 'import {\n  one,\n  two,\n} from "./a.js";', ["./a.js"]],
    ["several", 'import "./a.js";\nimport * as b from "./b.js";', ["./a.js", "./b.js"]],
    ["exports", 'export * from "./a.js";\nexport { b } from "./b.js";', ["./a.js", "./b.js"]],
    ["of packages: none", 'import createClient from "openapi-fetch";', []],
    ["in a comment: none", '/**\n * import { a } from "./a.js";\n */', []],
    ["a literal type: none", 'export type Module = "./a.js";', []],
    ["a literal type over several lines: none", 'export type Module =\n  | "./a.js"\n  | "./b.js";', []],
    ["a literal: none", 'export const text = "from ./a.js";\nconst other = "./b.js";', []],
    ["a quotation: none", 'export const text = "import x from \\"./a.js\\";";', []],
  ])("%s", (_name, text, want) => {
    expect(relativeImports(text)).toEqual(want);
  });

  test("are respelled where they stand", () => {
    const text = 'import { a } from "./a.js";\n// from "./a.js";\nexport type T = "./a.js";\n';
    expect(rewriteImports(text, (specifier) => specifier.replace(/js$/, () => "$&.ts"))).toBe(
      'import { a } from "./a.$&.ts";\n// from "./a.js";\nexport type T = "./a.js";\n',
    );
  });
});
