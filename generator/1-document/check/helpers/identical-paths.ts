/** Paths that differ only in the names of their parameters. OpenAPI 3.2 §4.8.2 */
import { METHODS } from "../../openapi.ts";
import { type PathItemPlace, pathItemsOf } from "./path-items.ts";
import type { Oas3Visitor } from "../../rule.ts";

/**
 * Returns a visitor that reports each path that differs from an earlier one only in the names of its parameters.
 *
 * @param isReported selects the pairs to report.
 */
export function identicalPathsVisitor(isReported: (one: PathItemPlace, other: PathItemPlace) => boolean): Oas3Visitor {
  return {
    Paths(paths, context) {
      const earlier = new Map<string, PathItemPlace[]>();
      for (const place of pathItemsOf(paths, context)) {
        const shape = place.path.replaceAll(/\{[^{}]*\}/g, "{}");
        const same = earlier.get(shape) ?? [];
        earlier.set(shape, [...same, place]);
        const other = same.find((one) => isReported(one, place));
        if (!other) continue;
        context.report({
          message: `The paths \`${other.path}\` and \`${place.path}\` differ only in the names of their parameters.`,
          location: context.location.child([place.path]).key(),
        });
      }
    },
  };
}

/** Returns true if both path items have an operation for the same method. */
export function haveCommonMethod(one: PathItemPlace, other: PathItemPlace): boolean {
  return METHODS.some((method) => method in one.item && method in other.item);
}
