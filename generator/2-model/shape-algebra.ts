/** Shapes as sets of values: their unions and intersections. */
import type { ArrayShape, ObjectShape, Primitive, Shape } from "../../templates/runtime/operation.ts";

export const ANY_SHAPE = "any";

/** The alternatives of `any`. A union with `any` loses the other shapes, a union with these keeps them. */
export const UNTYPED_SHAPE: Shape = { anyOf: [{ items: "string" }, "string"] };

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
  return shapes.length === 0 ? ANY_SHAPE : unionOf(shapes);
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
function uniteShapes(one: Shape, other: Shape): Shape {
  if (one === ANY_SHAPE || other === ANY_SHAPE) return ANY_SHAPE;
  const [left, right] = [kindsOf(one), kindsOf(other)];
  return unionOfKinds({
    primitives: PRIMITIVES.filter((type) => left.primitives.includes(type) || right.primitives.includes(type)),
    array:
      left.array && right.array
        ? { items: uniteShapes(left.array.items, right.array.items) }
        : (left.array ?? right.array),
    object:
      left.object && right.object
        ? combineObjects(left.object, right.object, uniteShapes)
        : (left.object ?? right.object),
  });
}

/** Returns the union of all shapes. */
export function uniteAllShapes(shapes: readonly Shape[]): Shape {
  return shapes.length === 0 ? ANY_SHAPE : shapes.reduce(uniteShapes);
}

/** Returns the intersection: values that satisfy both shapes. If there are none, the first shape stays. */
export function intersectShapes(one: Shape, other: Shape): Shape {
  if (one === ANY_SHAPE) return other;
  if (other === ANY_SHAPE) return one;
  const [left, right] = [kindsOf(one), kindsOf(other)];
  const met = unionOfKinds({
    primitives: PRIMITIVES.filter((type) => allowsPrimitive(left, type) && allowsPrimitive(right, type)),
    array: left.array && right.array ? { items: intersectShapes(left.array.items, right.array.items) } : undefined,
    object: left.object && right.object ? combineObjects(left.object, right.object, intersectShapes) : undefined,
  });
  return met === ANY_SHAPE ? one : met;
}

/** Returns true if the kinds contain the primitive. Each integer is a number, too. */
function allowsPrimitive({ primitives }: ShapeKinds, type: Primitive): boolean {
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
