/** `templates/` → the module that stands for `4-output/assets.ts` in `dist/`: templates compiled, copied files as text. */
import { readdirSync, readFileSync } from "node:fs";
import { precompile } from "../4-output/templates.ts";

/** The source of that module. */
export function assetsModule(folder: URL): string {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll("\\", "/"));
  const table = (extension: string, print: (source: string) => string): string => {
    const rows = files.filter((path) => path.endsWith(extension)).toSorted();
    return rows
      .map((path) => [path.replace(".hbs", ""), print(readFileSync(new URL(path, folder), "utf8"))])
      .map(([name, value]) => `${JSON.stringify(name)}: ${value},`)
      .join("\n");
  };
  return `
    const templates = {\n${table(".hbs", precompile)}\n};
    const copied = {\n${table(".ts", JSON.stringify)}\n};
    export const template = (name) => templates[name];
    export const copiedFile = (path) => copied[path];
    export const partialNames = () =>
      Object.keys(templates).filter((name) => name.startsWith("partials/")).map((name) => name.slice("partials/".length));
  `;
}
