/** The template expressions of a path, such as `id` in `/pets/{id}`, and the parameters that fill them. */

/** Returns the names between braces in a path, in order, repeated names included. */
export function templateExpressionsOf(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? "");
}

/** Returns true if a parameter is declared with `in: path`. */
export function isPathParameter({ node }: { readonly node: Readonly<Record<string, unknown>> }): boolean {
  return node["in"] === "path";
}
