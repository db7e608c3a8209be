/** Pages → files: templates are printed, and what the printed files import from `templates/` is copied along. */
import { posix } from "node:path";
import type { ImportExtension } from "../options.ts";
import { copiedFile } from "./assets.ts";
import { relativeImports, rewriteImports } from "./imports.ts";
import type { Render, TemplateName } from "./templates.ts";
import type { Views } from "./views.ts";

/** One file of the output and where its text comes from. */
export interface Page {
  readonly path: string;
  readonly print: (render: Render) => string;
}

/** A file that the template of this name prints from its view. */
export function page<Name extends TemplateName>(path: string, template: Name, view: Views[Name]): Page {
  return { path, print: (render) => render(template, view) };
}

/** A file that is copied from `templates/` as it is. */
export function copied(path: string): Page {
  return { path, print: () => copy(path, "the table of targets") };
}

/** A file whose text a library has printed. */
export function text(path: string, content: string): Page {
  return { path, print: () => content };
}

/** The text of every file by its path, sorted. Throws where a file imports one that is not there: a bug of ours. */
export function renderPages(pages: readonly Page[], render: Render, extension: ImportExtension): Map<string, string> {
  const files = new Map(pages.map(({ path, print }) => [path, print(render)]));
  // a copied file is visited in its turn, as it is added
  for (const [path, content] of files) {
    for (const specifier of relativeImports(content)) {
      const target = posix.join(posix.dirname(path), specifier);
      const source = target.replace(/\.js$/, ".ts");
      if (!files.has(target) && !files.has(source)) files.set(source, copy(source, path));
    }
  }
  const sorted = [...files.keys()].toSorted();
  return new Map(sorted.map((path) => [path, respell(path, files, extension)]));
}

function copy(path: string, wantedBy: string): string {
  const content = copiedFile(path);
  if (content === undefined) throw new Error(`${wantedBy} wants ${path}, which is neither generated nor in templates/`);
  return content;
}

/** The file's text with the import specifiers that were asked for; those of a file that is JavaScript keep their `.js`. */
function respell(path: string, files: ReadonlyMap<string, string>, extension: ImportExtension): string {
  const content = files.get(path) ?? "";
  if (extension === "js") return content;
  const ending = extension === "none" ? "" : ".ts";
  return rewriteImports(content, (specifier) => {
    const isJavaScript = files.has(posix.join(posix.dirname(path), specifier));
    return isJavaScript && extension === "ts" ? specifier : specifier.replace(/\.js$/, ending);
  });
}
