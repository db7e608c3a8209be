/** What a run goes on without: parts of a document that are broken and stop nobody, or a reference that leads nowhere. */
import { type NodeKind, kindAt } from "./anatomy.ts";
import { type Json, type JsonObject, isObject, removeAt, replaceAt, valueAt } from "./json.ts";

export interface Omission {
  /** Where it stands in the document of which nothing has been left out. */
  readonly steps: readonly string[];
  /** What takes its place; absent where nothing does. */
  readonly instead?: Json;
}

/** What to put in the place of a reference that leads nowhere: any value, an example without one, a link to nowhere. */
export function omissionOf(steps: readonly string[], kind: NodeKind): Omission {
  const isMapping = kindAt("document", steps) === undefined;
  return !isMapping && (kind === "schema" || kind === "example" || kind === "link")
    ? { steps, instead: {} }
    : { steps };
}

/** A copy of `document` without them; what is beside the way to them is shared. */
export function omit(document: JsonObject, omissions: readonly Omission[]): JsonObject {
  const ordered = omissions.toSorted((one, other) => compare(one.steps, other.steps));
  const filled = ordered.reduce<Json>((left, { steps, instead }) => {
    const parent = valueAt(left, steps.slice(0, -1));
    const isThere = typeof parent === "object" && parent !== null && steps.length > 0;
    return isThere && instead !== undefined ? replaceAt(left, steps, instead) : left;
  }, document);
  // From the end of each list, so that the places before it hold.
  const removed = ordered.toReversed().reduce((left, { steps, instead }) => {
    return instead === undefined && valueAt(left, steps) !== undefined ? removeAt(left, steps) : left;
  }, filled);
  return isObject(removed) ? removed : document;
}

/** Where in `document` what stands at `steps` of the answer of `omit` stood: items of lists have moved up. */
export function beforeOmissions(
  steps: readonly string[],
  document: JsonObject,
  omissions: readonly Omission[],
): readonly string[] {
  const removed = omissions.filter(({ instead }) => instead === undefined);
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
function compare(one: readonly string[], other: readonly string[]): number {
  for (const [index, step] of one.entries()) {
    const second = other[index];
    if (second === undefined) return 1;
    if (step !== second) return step.localeCompare(second, "en", { numeric: true });
  }
  return one.length - other.length;
}
