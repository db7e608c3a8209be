/** Turns pages into files: prints templates, and copies the files of `templates/` that the printed files import. */
import { posix } from "node:path";
import { Imports, Reexports, type SpecifierOf } from "../3-views/import-lines.ts";
import type { ImportExtension } from "../options.ts";
import { copiedFile } from "./assets.ts";
import { relativeImports, rewriteImports } from "./imports.ts";
import { isFile, specifiersFrom } from "./specifiers.ts";
import type { Render, TemplateName } from "./templates.ts";
import type { Views } from "./views.ts";

/** One output file, with a function that prints it. */
export interface Page {
  readonly path: string;
  /** The modules that the file imports, by their path from the root of the output. */
  readonly modules: readonly string[];
  /** Returns the content of the file. */
  readonly print: (render: Render, specifierOf: SpecifierOf) => string;
}

/** Returns a page that a template prints from its view. */
export function templatePage<Name extends TemplateName>(path: string, template: Name, view: Views[Name]): Page {
  const collected = Object.values(view).filter((value) => value instanceof Imports || value instanceof Reexports);
  return {
    path,
    modules: collected.flatMap(({ modules }) => modules),
    print: (render, specifierOf) => render(template, view, specifierOf),
  };
}

/** Returns a page that is copied from `templates/`. Throws if the file does not exist, which is a bug. */
export function copiedPage(path: string, importedBy = "the table of targets"): Page {
  const content = copiedFile(path);
  if (content === undefined) {
    throw new Error(`${importedBy} needs ${path}, which is neither generated nor in templates/`);
  }
  const moduleOf = (specifier: string) => posix.join(posix.dirname(path), specifier).replace(/\.js$/, "");
  return {
    path,
    modules: relativeImports(content).map(moduleOf),
    print: (_, specifierOf) => rewriteImports(content, (specifier) => specifierOf(moduleOf(specifier))),
  };
}

/** Returns a page with a given content that imports nothing. */
export function contentPage(path: string, content: string): Page {
  return { path, modules: [], print: () => content };
}

/** Returns the content of every file by its path, sorted. */
export function renderPages(pages: readonly Page[], render: Render, extension: ImportExtension): Map<string, string> {
  const files = new Map(pages.map((each) => [each.path, each]));
  const isJavaScript = (module: string) => files.has(`${module}.js`);
  // The loop also visits the files that it adds.
  for (const [path, { modules }] of files) {
    for (const module of modules.filter(isFile)) {
      const source = `${module}.ts`;
      if (!files.has(source) && !isJavaScript(module)) files.set(source, copiedPage(source, path));
    }
  }
  const sorted = [...files.values()].toSorted((one, other) => (one.path < other.path ? -1 : 1));
  return new Map(
    sorted.map(({ path, print }) => [path, print(render, specifiersFrom(path, { extension, isJavaScript }))]),
  );
}
