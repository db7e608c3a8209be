/** Turns pages into files: prints templates, and copies the files of `templates/` that the printed files import. */
import { posix } from "node:path";
import type { ImportExtension } from "../options.ts";
import { copiedFile } from "./assets.ts";
import { relativeImports, rewriteImports } from "./imports.ts";
import type { Render, TemplateName } from "./templates.ts";
import type { Views } from "./views.ts";

/** One output file, with a function that prints it. */
export interface Page {
  readonly path: string;
  readonly print: (render: Render) => string;
}

/** Returns a page that a template prints from its view. */
export function templatePage<Name extends TemplateName>(path: string, template: Name, view: Views[Name]): Page {
  return { path, print: (render) => render(template, view) };
}

/** Returns a page that is copied unchanged from `templates/`. */
export function copiedPage(path: string): Page {
  return { path, print: () => readCopiedFile(path, "the table of targets") };
}

/** Returns a page with a given content. */
export function contentPage(path: string, content: string): Page {
  return { path, print: () => content };
}

/** Returns the content of all files by path, sorted. Throws if an imported file does not exist, which is a bug. */
export function renderPages(pages: readonly Page[], render: Render, extension: ImportExtension): Map<string, string> {
  const files = new Map(pages.map(({ path, print }) => [path, print(render)]));
  // the loop also visits the files that it adds
  for (const [path, content] of files) {
    for (const specifier of relativeImports(content)) {
      const target = posix.join(posix.dirname(path), specifier);
      const source = target.replace(/\.js$/, ".ts");
      if (!files.has(target) && !files.has(source)) files.set(source, readCopiedFile(source, path));
    }
  }
  const sorted = [...files.keys()].toSorted();
  return new Map(sorted.map((path) => [path, rewriteSpecifiers(path, files, extension)]));
}

function readCopiedFile(path: string, importer: string): string {
  const content = copiedFile(path);
  if (content === undefined) throw new Error(`${importer} needs ${path}, which is neither generated nor in templates/`);
  return content;
}

/** Returns the content with import specifiers that end as configured. Specifiers of JavaScript files keep `.js`. */
function rewriteSpecifiers(path: string, files: ReadonlyMap<string, string>, extension: ImportExtension): string {
  const content = files.get(path) ?? "";
  if (extension === "js") return content;
  const ending = extension === "none" ? "" : ".ts";
  return rewriteImports(content, (specifier) => {
    const isJavaScript = files.has(posix.join(posix.dirname(path), specifier));
    return isJavaScript && extension === "ts" ? specifier : specifier.replace(/\.js$/, ending);
  });
}
