/** Shapes as sets of values: their unions and intersections. */
import type { ArrayShape, ObjectShape, Primitive, Shape } from "../../templates/runtime/operation.ts";

export const ANY = "any";

/** The primitives of a schema in the order of decoding. Every string of the wire is a valid `string`, so that comes last. */
export const PRIMITIVES: readonly Exclude<Primitive, "int64">[] = ["null", "boolean", "integer", "number", "string"];

/** A shape by kinds: at most one array and one object. A shape without any kind is `any`. */
interface ShapeKinds {
  readonly primitives: readonly Primitive[];
  readonly array: ArrayShape | undefined;
  readonly object: ObjectShape | undefined;
}

/** Returns the union of the given kinds. Arrays and objects come first: a decoder would take them for strings. */
export function unionOfKinds({ primitives, array, object }: ShapeKinds): Shape {
  const shapes: Shape[] = [object, array].filter((shape) => shape !== undefined);
  if (primitives.length > 0) shapes.push(unionOf(primitives));
  return shapes.length === 0 ? ANY : unionOf(shapes);
}

function unionOf(shapes: readonly Shape[]): Shape {
  const [first] = shapes;
  return first !== undefined && shapes.length === 1 ? first : { anyOf: shapes };
}

/** Returns the alternatives of a shape, without unions. */
export function alternativesOf(shape: Shape): readonly ("any" | Primitive | ArrayShape | ObjectShape)[] {
  return typeof shape === "object" && "anyOf" in shape ? shape.anyOf.flatMap(alternativesOf) : [shape];
}

/** Returns true for a shape that admits primitives only. */
export function isPrimitiveShape(shape: Shape): boolean {
  return alternativesOf(shape).every((each) => typeof each === "string" && each !== "any");
}

export function isArrayShape(shape: Shape): shape is ArrayShape {
  return typeof shape === "object" && "items" in shape;
}

export function isObjectShape(shape: Shape): shape is ObjectShape {
  return typeof shape === "object" && "properties" in shape;
}

/** Returns the shape of a property that the object names. */
export function namedPropertyShape({ properties }: ObjectShape, name: string): Shape | undefined {
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}

function kindsOf(shape: Shape): ShapeKinds {
  const shapes = alternativesOf(shape);
  return {
    primitives: shapes.filter((each) => typeof each === "string").filter((each) => each !== "any"),
    array: shapes.find(isArrayShape),
    object: shapes.find(isObjectShape),
  };
}

/** Returns the union: values that satisfy one shape or the other. */
function join(one: Shape, other: Shape): Shape {
  if (one === ANY || other === ANY) return ANY;
  const [left, right] = [kindsOf(one), kindsOf(other)];
  return unionOfKinds({
    primitives: PRIMITIVES.filter((type) => left.primitives.includes(type) || right.primitives.includes(type)),
    array:
      left.array && right.array ? { items: join(left.array.items, right.array.items) } : (left.array ?? right.array),
    object:
      left.object && right.object ? combineObjects(left.object, right.object, join) : (left.object ?? right.object),
  });
}

/** Returns the union of all shapes. */
export function joinAll(shapes: readonly Shape[]): Shape {
  return shapes.length === 0 ? ANY : shapes.reduce(join);
}

/** Returns the intersection: values that satisfy both shapes. If there are none, the first shape stays. */
export function meet(one: Shape, other: Shape): Shape {
  if (one === ANY) return other;
  if (other === ANY) return one;
  const [left, right] = [kindsOf(one), kindsOf(other)];
  const met = unionOfKinds({
    primitives: PRIMITIVES.filter((type) => admits(left, type) && admits(right, type)),
    array: left.array && right.array ? { items: meet(left.array.items, right.array.items) } : undefined,
    object: left.object && right.object ? combineObjects(left.object, right.object, meet) : undefined,
  });
  return met === ANY ? one : met;
}

/** Returns true if the kinds contain the primitive. Each integer is a number, too. */
function admits({ primitives }: ShapeKinds, type: Primitive): boolean {
  return primitives.includes(type) || (type === "integer" && primitives.includes("number"));
}

function combineObjects(
  left: ObjectShape,
  right: ObjectShape,
  combine: (one: Shape, other: Shape) => Shape,
): ObjectShape {
  const properties = new Map(Object.entries(left.properties));
  for (const [name, shape] of Object.entries(right.properties)) {
    const known = properties.get(name);
    properties.set(name, known === undefined ? shape : combine(known, shape));
  }
  const rest = left.rest && right.rest ? combine(left.rest, right.rest) : (left.rest ?? right.rest);
  return objectShape([...properties], rest);
}

/** Returns the shape of an object. A property can be called `__proto__`. */
export function objectShape(properties: readonly (readonly [name: string, shape: Shape])[], rest?: Shape): ObjectShape {
  return { properties: Object.fromEntries(properties), ...(rest !== undefined && { rest }) };
}
