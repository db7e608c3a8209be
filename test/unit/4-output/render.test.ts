/** Pages become files: what they import is copied along, and import specifiers end as they were asked to. */
import { describe, expect, test } from "vitest";
import { copied, renderPages, text, type Page } from "../../../generator/4-output/render.ts";
import type { Render } from "../../../generator/4-output/templates.ts";
import type { ImportExtension } from "../../../generator/options.ts";

const render: Render = (name) => `${name} printed`;
const files = (pages: readonly Page[], extension: ImportExtension = "js"): Readonly<Record<string, string>> =>
  Object.fromEntries(renderPages(pages, render, extension));

describe("what is imported is copied along", () => {
  test("with what that imports", () => {
    const paths = Object.keys(files([text("types.ts", 'import type { Failure } from "./runtime/result.js";\n')]));
    expect(paths).toEqual(["runtime/result.ts", "runtime/validation/issues.ts", "types.ts"]);
    expect(Object.keys(files([copied("runtime/wire/bodies.ts")]))).toContain("runtime/wire/media-type.ts");
  });

  test("from the folder of the file that imports", () => {
    const page = text("operations/pets.ts", 'import type { Operation } from "../runtime/operation.js";\n');
    expect(Object.keys(files([page]))).toContain("runtime/operation.ts");
  });

  test("unless it is generated", () => {
    const pages = [
      text("a.ts", 'import "./b.js";\n'),
      text("b.ts", "1"),
      text("c.ts", 'import "./d.js";\n'),
      text("d.js", ""),
    ];
    expect(Object.keys(files(pages))).toEqual(["a.ts", "b.ts", "c.ts", "d.js"]);
  });

  test("and where there is no such file, that is our bug", () => {
    expect(() => files([text("a.ts", 'import "./nowhere.js";\n')])).toThrow(
      "a.ts wants nowhere.ts, which is neither generated nor in templates/",
    );
  });
});

describe("import specifiers", () => {
  const pages = [
    text(
      "a.ts",
      'import { b } from "./b.js";\nimport { v } from "./v.js";\nimport createClient from "openapi-fetch";\n',
    ),
    text("b.ts", "export const b = 1;\n"),
    text("v.js", 'import { b } from "./b.js";\nexport const v = b;\n'),
    text("v.d.ts", "export declare const v: 1;\n"),
  ];

  test.each<[ImportExtension, string, string, string]>([
    ["js", "./b.js", "./v.js", "./b.js"],
    ["ts", "./b.ts", "./v.js", "./b.ts"],
    ["none", "./b", "./v", "./b"],
  ])("that end in %j", (extension, ofTypeScript, ofJavaScript, inJavaScript) => {
    const { "a.ts": a, "v.js": v } = files(pages, extension);
    expect(a).toBe(
      `import { b } from "${ofTypeScript}";\nimport { v } from "${ofJavaScript}";\nimport createClient from "openapi-fetch";\n`,
    );
    expect(v).toContain(`from "${inJavaScript}";`);
  });
});
