/**
 * Removes or replaces broken parts of a document so that generation can continue. Used for unresolved references, and
 * for warnings.
 */
import { type NodeKind, kindAt } from "./node-kinds.ts";
import { type Json, type JsonObject, isObject, valueAt } from "./json.ts";

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

/**
 * Returns a copy of `document` without the broken parts. Values beside these parts are shared, not copied. Each value
 * above a part is copied once, however many parts it contains.
 */
export function withoutBrokenParts(document: JsonObject, parts: readonly BrokenPart[]): JsonObject {
  const left = withoutParts(document, treeOf(parts));
  return isObject(left) ? left : document;
}

/** Broken parts by their steps. */
interface PartTree {
  readonly below: Map<string, PartTree>;
  part?: BrokenPart;
}

function treeOf(parts: readonly BrokenPart[]): PartTree {
  const root: PartTree = { below: new Map() };
  for (const part of parts) {
    let place = root;
    for (const step of part.steps) {
      const next = place.below.get(step) ?? { below: new Map() };
      place.below.set(step, next);
      place = next;
    }
    place.part ??= part;
  }
  return root;
}

/** Returns a copy of `node` without the parts below it. */
function withoutParts(node: Json, { below }: PartTree): Json {
  if (typeof node !== "object" || node === null || below.size === 0) return node;
  const entries = new Map<string, Json>(Object.entries(node));
  for (const [step, tree] of below) {
    const value = tree.part?.replacement ?? entries.get(step);
    if (value === undefined) continue;
    if (tree.part !== undefined && tree.part.replacement === undefined) entries.delete(step);
    else entries.set(step, withoutParts(value, tree)); // a replacement can have parts below it as well
  }
  return Array.isArray(node) ? [...entries.values()] : Object.fromEntries(entries);
}

/**
 * Returns a function that converts steps in the result of `withoutBrokenParts` to steps in `document`. They differ
 * because removing an item of an array shifts the items after it.
 */
export function originalStepsIn(
  document: JsonObject,
  parts: readonly BrokenPart[],
): (steps: readonly string[]) => readonly string[] {
  const tree = treeOf(
    parts.filter(({ replacement, steps }) => {
      return replacement === undefined && Array.isArray(valueAt(document, steps.slice(0, -1)));
    }),
  );
  /** Indices of the removed items of each array, in ascending order. */
  const removed = new Map<PartTree, readonly number[]>();
  const removedIn = (place: PartTree): readonly number[] => {
    const known = removed.get(place);
    if (known !== undefined) return known;
    const found = [...place.below].flatMap(([step, { part }]) => (part === undefined ? [] : Number(step)));
    removed.set(
      place,
      found.toSorted((one, other) => one - other),
    );
    return removed.get(place) ?? [];
  };
  return (steps) => {
    let place: PartTree | undefined = tree;
    const original: string[] = [];
    for (const step of steps) {
      const gone: readonly number[] = place === undefined ? [] : removedIn(place);
      const found = gone.length === 0 ? step : String(indexBefore(Number(step), gone));
      original.push(found);
      place = place?.below.get(found);
    }
    return original;
  };
}

/** Returns the index that an item had before the items at `gone` were removed. */
function indexBefore(index: number, gone: readonly number[]): number {
  return gone.reduce((at, removed) => (removed <= at ? at + 1 : at), index);
}
