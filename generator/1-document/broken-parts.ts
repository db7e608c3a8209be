/**
 * Removes or replaces broken parts of a document so that generation can continue. Used for unresolved references, and
 * for warnings.
 */
import { type NodeKind, kindAt } from "./node-kinds.ts";
import { type Json, type JsonObject, isObject, removeAt, replaceAt, valueAt } from "./json.ts";

export interface BrokenPart {
  /** The location in the original document, from which nothing has been removed. */
  readonly steps: readonly string[];
  /** The value that replaces the part. Absent if the part is removed. */
  readonly replacement?: Json;
}

/**
 * Returns the broken part for an unresolved reference. Replaces schemas, examples and links by an empty object, and
 * removes all other kinds. Removes entries of a discriminator's mapping as well.
 */
export function brokenReferencePart(steps: readonly string[], kind: NodeKind): BrokenPart {
  const isMapping = kindAt("document", steps) === undefined;
  return !isMapping && (kind === "schema" || kind === "example" || kind === "link")
    ? { steps, replacement: {} }
    : { steps };
}

/** Returns a copy of `document` without the broken parts. Values beside these parts are shared, not copied. */
export function withoutBrokenParts(document: JsonObject, parts: readonly BrokenPart[]): JsonObject {
  const inOrder = parts.toSorted((one, other) => byDocumentOrder(one.steps, other.steps));
  const filled = inOrder.reduce<Json>((left, { steps, replacement }) => {
    const parent = valueAt(left, steps.slice(0, -1));
    const isThere = typeof parent === "object" && parent !== null && steps.length > 0;
    return isThere && replacement !== undefined ? replaceAt(left, steps, replacement) : left;
  }, document);
  // Items are removed from the end of each array, so that the indices before them stay valid.
  const removed = inOrder.toReversed().reduce((left, { steps, replacement }) => {
    return replacement === undefined && valueAt(left, steps) !== undefined ? removeAt(left, steps) : left;
  }, filled);
  return isObject(removed) ? removed : document;
}

/**
 * Converts `steps` in the result of `withoutBrokenParts` to steps in `document`. They differ because removing an
 * item of an array shifts the items after it.
 */
export function originalSteps(
  steps: readonly string[],
  document: JsonObject,
  parts: readonly BrokenPart[],
): readonly string[] {
  const removed = parts.filter(({ replacement }) => replacement === undefined);
  const original: string[] = [];
  for (const step of steps) {
    const isItem = Array.isArray(valueAt(document, original));
    const gone = removed
      .filter((omission) => omission.steps.length === original.length + 1)
      .filter((omission) => original.every((each, index) => each === omission.steps[index]))
      .map((omission) => Number(omission.steps.at(-1)))
      .toSorted((one, other) => one - other);
    original.push(isItem ? String(gone.reduce((at, index) => (index <= at ? at + 1 : at), Number(step))) : step);
  }
  return original;
}

/** Compares two locations by document order: array items by index, and children after their parents. */
function byDocumentOrder(one: readonly string[], other: readonly string[]): number {
  for (const [index, step] of one.entries()) {
    const second = other[index];
    if (second === undefined) return 1;
    if (step !== second) return step.localeCompare(second, "en", { numeric: true });
  }
  return one.length - other.length;
}
