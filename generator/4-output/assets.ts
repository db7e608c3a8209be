/**
 * The folder `templates/`, as this stage reads it. The build replaces this file by a table of the same
 * shape that holds every template compiled and every copied file as text (`generator/build/assets.ts`).
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";

const root = new URL("../../templates/", import.meta.url);

/** A template: its source here, its compiled form in `dist/`. */
export type TemplateProgram = string | TemplateSpecification;

/** The template `name`, such as `client.ts` or `partials/banner`. Throws where there is none. */
export function template(name: string): TemplateProgram {
  return readFileSync(new URL(`${name}.hbs`, root), "utf8");
}

/** The names of all partials. */
export function partialNames(): readonly string[] {
  return readdirSync(new URL("partials/", root))
    .filter((file) => file.endsWith(".hbs"))
    .map((file) => file.slice(0, -".hbs".length))
    .toSorted();
}

/** The text of a file that is copied as it is, or undefined where `templates/` has no such file. */
export function copiedFile(path: string): string | undefined {
  const file = new URL(path, root);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
