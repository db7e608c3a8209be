/** Turns pages into files: copies imported files, and rewrites import specifiers as configured. */
import { describe, expect, test } from "vitest";
import { Imports } from "../../../generator/3-views/import-lines.ts";
import { contentPage, copiedPage, renderPages, type Page } from "../../../generator/4-output/render.ts";
import type { Render } from "../../../generator/4-output/templates.ts";
import type { ImportExtension } from "../../../generator/options.ts";

/** A page that imports one name of each module. */
function importing(path: string, ...modules: readonly string[]): Page {
  const imports = new Imports();
  for (const module of modules) imports.use(module, "name");
  return {
    path,
    modules: imports.modules,
    print: (_, specifierOf) =>
      imports
        .lines(specifierOf)
        .map((line) => `${line}\n`)
        .join(""),
  };
}

const render: Render = (name) => `${name} printed`;
const files = (pages: readonly Page[], extension: ImportExtension = "js"): Readonly<Record<string, string>> =>
  Object.fromEntries(renderPages(pages, render, extension));

describe("imported files", () => {
  test("are copied with their own imports", () => {
    const paths = Object.keys(files([importing("types.ts", "runtime/result")]));
    expect(paths).toEqual(["runtime/result.ts", "runtime/validation/issues.ts", "types.ts"]);
    expect(Object.keys(files([copiedPage("runtime/wire/bodies.ts")]))).toContain("runtime/wire/media-type.ts");
  });

  test("are resolved from the folder of the importing file", () => {
    expect(Object.keys(files([copiedPage("server/handler.ts")]))).toContain("runtime/operation.ts");
  });

  test("are not copied if they are generated", () => {
    const pages = [importing("a.ts", "b"), contentPage("b.ts", "1"), importing("c.ts", "b")];
    expect(Object.keys(files(pages))).toEqual(["a.ts", "b.ts", "c.ts"]);
  });

  test("must exist: otherwise an error is thrown", () => {
    expect(() => files([importing("a.ts", "nowhere")])).toThrow(
      "a.ts needs nowhere.ts, which is neither generated nor in templates/",
    );
  });
});

describe("import specifiers", () => {
  const pages = [
    importing("server/a.ts", "b", "npm:openapi-fetch", "server/c"),
    contentPage("b.ts", "export const b = 1;\n"),
    contentPage("server/c.ts", "export const c = 1;\n"),
  ];

  test.each<[ImportExtension, string, string]>([
    ["js", "../b.js", "./c.js"],
    ["ts", "../b.ts", "./c.ts"],
    ["none", "../b", "./c"],
  ])("are rewritten to end in %j", (extension, above, beside) => {
    const { "server/a.ts": a = "" } = files(pages, extension);
    const specifiers = Array.from(a.matchAll(/from "(.*)";/g), ([, specifier]) => specifier);
    expect(specifiers).toEqual([above, "openapi-fetch", beside]);
  });

  test.each<[ImportExtension, string]>([
    ["js", '"./problem.js";'],
    ["ts", '"./problem.ts";'],
    ["none", '"./problem";'],
  ])("of copied files that end in %j", (extension, want) => {
    expect(
      files([copiedPage("server/http/incoming-request.ts")], extension)["server/http/incoming-request.ts"],
    ).toContain(want);
  });
});
