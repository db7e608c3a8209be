/** Shapes as sets of values: what satisfies one or the other, what satisfies both. */
import type { Primitive, Shape } from "./api.ts";

export const ANY: Shape = { kind: "any" };

/** The order in which text is tried: every text is a string, so strings come last. */
export const PRIMITIVES: readonly Primitive[] = ["null", "boolean", "integer", "number", "string"];

export type ObjectShape = Omit<Extract<Shape, { readonly kind: "object" }>, "kind">;

/** A shape taken apart: at most one of each kind. Nothing at all stands for `any`. */
interface Kinds {
  readonly primitives: readonly Primitive[];
  readonly array: Shape | undefined;
  readonly object: ObjectShape | undefined;
}

export function assemble({ primitives, array, object }: Kinds): Shape {
  const shapes: Shape[] = [];
  if (object !== undefined) shapes.push({ kind: "object", ...object });
  if (array !== undefined) shapes.push({ kind: "array", items: array });
  if (primitives.length > 0) shapes.push({ kind: "primitive", types: primitives });
  const [first = ANY, ...others] = shapes;
  return others.length === 0 ? first : { kind: "union", shapes };
}

function takeApart(shape: Shape): Kinds {
  const shapes = shape.kind === "union" ? shape.shapes : [shape];
  const kinds: { -readonly [Field in keyof Kinds]: Kinds[Field] } = {
    primitives: [],
    array: undefined,
    object: undefined,
  };
  for (const each of shapes) {
    if (each.kind === "primitive") kinds.primitives = each.types;
    if (each.kind === "array") kinds.array = each.items;
    if (each.kind === "object") kinds.object = each;
  }
  return kinds;
}

/** What satisfies one or the other. */
function join(one: Shape, other: Shape): Shape {
  if (one.kind === "any" || other.kind === "any") return ANY;
  const [left, right] = [takeApart(one), takeApart(other)];
  return assemble({
    primitives: PRIMITIVES.filter((type) => left.primitives.includes(type) || right.primitives.includes(type)),
    array: left.array && right.array ? join(left.array, right.array) : (left.array ?? right.array),
    object: left.object && right.object ? mix(left.object, right.object, join) : (left.object ?? right.object),
  });
}

export function joinAll(shapes: readonly Shape[]): Shape {
  return shapes.length === 0 ? ANY : shapes.reduce(join);
}

/** What satisfies both. Shapes that exclude each other belong to no value: the first stays. */
export function meet(one: Shape, other: Shape): Shape {
  if (one.kind === "any") return other;
  if (other.kind === "any") return one;
  const [left, right] = [takeApart(one), takeApart(other)];
  const met = assemble({
    primitives: PRIMITIVES.filter((type) => admits(left, type) && admits(right, type)),
    array: left.array && right.array ? meet(left.array, right.array) : undefined,
    object: left.object && right.object ? mix(left.object, right.object, meet) : undefined,
  });
  return met.kind === "any" ? one : met;
}

/** An integer is a number. */
function admits({ primitives }: Kinds, type: Primitive): boolean {
  return primitives.includes(type) || (type === "integer" && primitives.includes("number"));
}

function mix(left: ObjectShape, right: ObjectShape, combine: (one: Shape, other: Shape) => Shape): ObjectShape {
  const properties = new Map(left.properties);
  for (const [name, shape] of right.properties) {
    const known = properties.get(name);
    properties.set(name, known === undefined ? shape : combine(known, shape));
  }
  return { properties, rest: left.rest && right.rest ? combine(left.rest, right.rest) : (left.rest ?? right.rest) };
}
