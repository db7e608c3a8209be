/** Pages become files: what they import is copied along, and import specifiers end as they were asked to. */
import { describe, expect, test } from "vitest";
import { copiedPage, renderPages, contentPage, type Page } from "../../../generator/4-output/render.ts";
import type { Render } from "../../../generator/4-output/templates.ts";
import type { ImportExtension } from "../../../generator/options.ts";

const render: Render = (name) => `${name} printed`;
const files = (pages: readonly Page[], extension: ImportExtension = "js"): Readonly<Record<string, string>> =>
  Object.fromEntries(renderPages(pages, render, extension));

describe("what is imported is copied along", () => {
  test("with what that imports", () => {
    const paths = Object.keys(
      files([contentPage("types.ts", 'import type { Failure } from "./runtime/result.js";\n')]),
    );
    expect(paths).toEqual(["runtime/result.ts", "runtime/validation/issues.ts", "types.ts"]);
    expect(Object.keys(files([copiedPage("runtime/wire/bodies.ts")]))).toContain("runtime/wire/media-type.ts");
  });

  test("from the folder of the file that imports", () => {
    const page = contentPage("operations/pets.ts", 'import type { Operation } from "../runtime/operation.js";\n');
    expect(Object.keys(files([page]))).toContain("runtime/operation.ts");
  });

  test("unless it is generated", () => {
    const pages = [
      contentPage("a.ts", 'import "./b.js";\n'),
      contentPage("b.ts", "1"),
      contentPage("c.ts", 'import "./d.js";\n'),
      contentPage("d.js", ""),
    ];
    expect(Object.keys(files(pages))).toEqual(["a.ts", "b.ts", "c.ts", "d.js"]);
  });

  test("and where there is no such file, that is our bug", () => {
    expect(() => files([contentPage("a.ts", 'import "./nowhere.js";\n')])).toThrow(
      "a.ts needs nowhere.ts, which is neither generated nor in templates/",
    );
  });
});

describe("import specifiers", () => {
  const pages = [
    contentPage(
      "a.ts",
      'import { b } from "./b.js";\nimport { v } from "./v.js";\nimport createClient from "openapi-fetch";\n',
    ),
    contentPage("b.ts", "export const b = 1;\n"),
    contentPage("v.js", 'import { b } from "./b.js";\nexport const v = b;\n'),
    contentPage("v.d.ts", "export declare const v: 1;\n"),
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
