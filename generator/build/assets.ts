/** Builds the module that replaces `4-output/assets.ts` in `dist/`: precompiled templates, and copied files as strings. */
import { readdirSync, readFileSync } from "node:fs";
import { lintTemplate } from "../4-output/template-lint.ts";
import { precompile } from "../4-output/templates.ts";

/** Returns the source of the module. Throws if a template breaks a rule of the template lint. */
export function assetsModule(folder: URL): string {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll("\\", "/"));
  const table = (extension: string, print: (source: string, path: string) => string): string => {
    const rows = files.filter((path) => path.endsWith(extension)).toSorted();
    return rows
      .map((path) => [path.replace(".hbs", ""), print(readFileSync(new URL(path, folder), "utf8"), path)])
      .map(([name, value]) => `${JSON.stringify(name)}: ${value},`)
      .join("\n");
  };
  return `
    const templates = {\n${table(".hbs", compiled)}\n};
    const copied = {\n${table(".ts", (source) => JSON.stringify(source))}\n};
    export const template = (name) => templates[name];
    export const copiedFile = (path) => copied[path];
    export const partialNames = () =>
      Object.keys(templates).filter((name) => name.startsWith("partials/")).map((name) => name.slice("partials/".length));
  `;
}

function compiled(source: string, path: string): string {
  const [problem] = lintTemplate(source);
  if (problem !== undefined) throw new Error(`templates/${path}: ${problem}`);
  return precompile(source);
}
