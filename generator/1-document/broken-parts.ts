/** What a run goes on without: parts of a document that are broken and stop nobody, or a reference that leads nowhere. */
import { type NodeKind, kindAt } from "./node-kinds.ts";
import { type Json, type JsonObject, isObject, removeAt, replaceAt, valueAt } from "./json.ts";

export interface BrokenPart {
  /** Where it stands in the document of which nothing has been left out. */
  readonly steps: readonly string[];
  /** What takes its place; absent where nothing does. */
  readonly replacement?: Json;
}

/** What to put in the place of a reference that leads nowhere: any value, an example without one, a link to nowhere. */
export function brokenReferencePart(steps: readonly string[], kind: NodeKind): BrokenPart {
  const isMapping = kindAt("document", steps) === undefined;
  return !isMapping && (kind === "schema" || kind === "example" || kind === "link")
    ? { steps, replacement: {} }
    : { steps };
}

/** A copy of `document` without them; what is beside the way to them is shared. */
export function withoutBrokenParts(document: JsonObject, parts: readonly BrokenPart[]): JsonObject {
  const ordered = parts.toSorted((one, other) => byDocumentOrder(one.steps, other.steps));
  const filled = ordered.reduce<Json>((left, { steps, replacement }) => {
    const parent = valueAt(left, steps.slice(0, -1));
    const isThere = typeof parent === "object" && parent !== null && steps.length > 0;
    return isThere && replacement !== undefined ? replaceAt(left, steps, replacement) : left;
  }, document);
  // From the end of each list, so that the places before it hold.
  const removed = ordered.toReversed().reduce((left, { steps, replacement }) => {
    return replacement === undefined && valueAt(left, steps) !== undefined ? removeAt(left, steps) : left;
  }, filled);
  return isObject(removed) ? removed : document;
}

/** Where in `document` what stands at `steps` of the answer of `omit` stood: items of lists have moved up. */
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

/** In the order of a document, as far as lists go; what is inside comes after what is around it. */
function byDocumentOrder(one: readonly string[], other: readonly string[]): number {
  for (const [index, step] of one.entries()) {
    const second = other[index];
    if (second === undefined) return 1;
    if (step !== second) return step.localeCompare(second, "en", { numeric: true });
  }
  return one.length - other.length;
}
