/**
 * Reads the folder `templates/`. In `dist/`, the build replaces this module by one with the same exports that holds
 * the compiled templates and the copied files (`generator/build/assets.ts`).
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";

const root = new URL("../../templates/", import.meta.url);

/** A template: the source here, the compiled form in `dist/`. */
export type TemplateProgram = string | TemplateSpecification;

/** Returns a template by name, such as `client.ts` or `partials/banner`. Throws if it does not exist. */
export function template(name: string): TemplateProgram {
  return readFileSync(new URL(`${name}.hbs`, root), "utf8");
}

/** Returns the names of all partials. */
export function partialNames(): readonly string[] {
  return readdirSync(new URL("partials/", root))
    .filter((file) => file.endsWith(".hbs"))
    .map((file) => file.slice(0, -".hbs".length))
    .toSorted();
}

/** Returns the content of a file that is copied unchanged, or undefined if `templates/` has no such file. */
export function copiedFile(path: string): string | undefined {
  const file = new URL(path, root);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
