/**
 * The style `deepObject`: `filter[name]=x` (OpenAPI 3.2 §4.12.3). OpenAPI defines one level only. This implementation
 * permits deeper levels, `filter[a][b]=x`, and encodes arrays as PHP, Rails and qs read them:
 * - `filter[tags][]=a` for single values,
 * - `filter[rows][0][id]=1` for objects and arrays.
 *
 * Repeated keys and numbered single values are decoded as arrays, too. Keys with brackets are rejected. Empty objects
 * and arrays are not sent. A single value is encoded as in the style `form`, if the schema admits it.
 */
import type { ObjectShape, Shape } from "./specs.js";
import { percentEscape } from "./escapes.js";
import { recordOfEntries, isRecord } from "./records.js";
import { encodeScalar, decodeScalar } from "./scalars.js";
import type { Attempts, ShapeAlternative } from "./shapes.js";
import {
  shapeAlternatives,
  arrayShapeOf,
  decodeFirst,
  encodesNull,
  isAbsent,
  objectShapeOf,
  presentEntries,
  propertyShape,
} from "./shapes.js";
import type { Pair, Slot } from "./styles.js";
import { WireError } from "./wire-error.js";

const MAX_DEPTH = 10;

/** Encodes a value as `name=value` pieces of a query. Throws a `WireError`. */
export function encodeNested({ name, escape, shape }: Nested, value: unknown): readonly string[] {
  if (isAbsent(value)) return [];
  const items = arrayShapeOf(shape)?.items ?? "any";
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      if (item === null && encodesNull(items)) {
        return encodeNested({ name: `${name}[]`, escape, shape: "string" }, "null");
      }
      if (isAbsent(item)) throw new WireError("contains null, which cannot be encoded");
      const key = typeof item === "object" && item !== null ? index : "";
      return encodeNested({ name: `${name}[${key}]`, escape, shape: items }, item);
    });
  }
  if (isRecord(value)) {
    return presentEntries(value, objectShapeOf(shape) ?? { properties: {} }).flatMap(([key, entry, expected]) => {
      if (/[[\]]/.test(key) || key === "") throw new WireError("has a key that is empty or contains a bracket");
      return encodeNested({ name: `${name}[${key}]`, escape, shape: expected }, entry);
    });
  }
  return [`${percentEscape.encode(encodeScalar(name), "")}=${escape.encode(encodeScalar(value), "")}`];
}

type Nested = Pick<Slot, "name" | "escape" | "shape">;

/** The values of a key: its own strings, or nested keys. */
interface Node {
  readonly texts: string[];
  readonly keys: Map<string, Node>;
}

/**
 * Decodes the pairs of a parameter. Returns undefined if there are none. Throws a `WireError`, also beyond `depth`
 * levels.
 */
export function decodeDeepObject(
  name: string,
  pairs: readonly Pair[],
  shape: Shape,
  depth: number = MAX_DEPTH,
  attempts?: Attempts,
): unknown {
  const root: Node = { texts: [], keys: new Map() };
  for (const pair of pairs) {
    if (pair.name === name) root.texts.push(percentEscape.decode(pair.raw));
    if (!pair.name.startsWith(`${name}[`)) continue;
    let node = root;
    for (const key of parseBrackets(pair.name.slice(name.length), depth)) {
      const next: Node = node.keys.get(key) ?? { texts: [], keys: new Map() };
      node.keys.set(key, next);
      node = next;
    }
    node.texts.push(percentEscape.decode(pair.raw));
  }
  return root.keys.size + root.texts.length === 0 ? undefined : decodeNode(root, shape, attempts);
}

function parseBrackets(text: string, depth: number): readonly string[] {
  if (!/^(?:\[[^[\]]*\])+$/.test(text)) throw new WireError("has brackets that do not match");
  const keys = text.slice(1, -1).split("][");
  if (keys.length > depth) throw new WireError(`is nested deeper than ${depth} levels`);
  return keys;
}

function decodeNode(node: Node, shape: Shape, attempts?: Attempts): unknown {
  const decode = (alternative: ShapeAlternative) => {
    if ("properties" in alternative) return decodeObject(node, alternative, attempts);
    if ("items" in alternative) return decodeArray(node, alternative.items, attempts);
    const [text, ...more] = node.texts;
    if (node.keys.size > 0 || text === undefined) throw new WireError("must be a single value");
    if (more.length > 0) throw new WireError("is given more than once");
    return decodeScalar(text, alternative);
  };
  return decodeFirst(shape === "any" ? ANYTHING : shapeAlternatives(shape), decode, attempts);
}

const ANYTHING: readonly ShapeAlternative[] = [["string"], { items: "any" }, { properties: {}, rest: "any" }];

function decodeObject(node: Node, shape: ObjectShape, attempts?: Attempts): unknown {
  if (node.texts.length > 0 || node.keys.has("")) throw new WireError("must be an object");
  return recordOfEntries([...node.keys], (child, key) =>
    decodeNode(child, propertyShape(shape, key), attempts?.at(key)),
  );
}

function decodeArray(node: Node, items: Shape, attempts?: Attempts): unknown {
  const { texts, keys } = node;
  const unnumbered = keys.get("");
  if (unnumbered && keys.size === 1 && unnumbered.keys.size === 0) return decodeArray(unnumbered, items, attempts);
  if (texts.length > 0 === keys.size > 0 || ![...keys.keys()].every((key) => /^(?:0|[1-9]\d{0,5})$/.test(key))) {
    throw new WireError("must be an array");
  }
  const numbered = Object.values(Object.fromEntries(keys)); // JavaScript orders integer keys by value
  return [...texts.map((text) => ({ texts: [text], keys: NO_KEYS })), ...numbered].map((child, index) =>
    decodeNode(child, items, attempts?.at(index)),
  );
}

const NO_KEYS: Node["keys"] = new Map();
