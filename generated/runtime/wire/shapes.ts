/** Questions to a `Shape`, which says how text becomes values. */
import type { ArrayShape, ObjectShape, Primitive, Shape } from "./specs.js";

/** A shape without unions: the primitives it admits, or an array, or an object. */
export type ShapeAlternative = readonly Primitive[] | ArrayShape | ObjectShape;

/** What a value may be, in the order to try; its primitives count as one, where the first of them stands. */
export function alternatives(shape: Shape): readonly ShapeAlternative[] {
  const types = primitives(shape);
  const result: ShapeAlternative[] = [];
  for (const one of flatten(shape)) {
    if (typeof one !== "string") result.push(one);
    else if (!result.includes(types)) result.push(types);
  }
  return result;
}

/** The primitives among the alternatives. */
export function primitives(shape: Shape): readonly Primitive[] {
  return flatten(shape).filter((one) => typeof one === "string");
}

/** Whether a value leaves no trace on the wire: undefined, and null where its shape has no text for it. */
export function isAbsent(value: unknown, shape: Shape): boolean {
  return value === undefined || (value === null && !saysNull(shape));
}

/** Whether `null` has a text of its own: where a string is legal too, `null` would come back as "null". */
export function saysNull(shape: Shape): boolean {
  const types = primitives(shape);
  return types.includes("null") && !types.includes("string");
}

/** The array among the alternatives, and the object. */
export function arrayIn(shape: Shape): ArrayShape | undefined {
  return shape === "any" ? ANYTHING : flatten(shape).find(isArrayShape);
}

export function objectIn(shape: Shape): ObjectShape | undefined {
  return shape === "any" ? ANYTHING : flatten(shape).find(isObjectShape);
}

const ANYTHING = { items: "any", properties: {} } as const;

/** Of one property of an object; a property that no one described can be anything. */
export function propertyShape({ properties, rest = "any" }: ObjectShape, name: string): Shape {
  return (Object.hasOwn(properties, name) ? properties[name] : undefined) ?? rest;
}

/** The entries that leave a trace on the wire, each with the shape of its value. */
export function presentEntries(
  record: Readonly<Record<string, unknown>>,
  object: ObjectShape,
): (readonly [name: string, value: unknown, shape: Shape])[] {
  return Object.entries(record)
    .map(([name, value]) => [name, value, propertyShape(object, name)] as const)
    .filter(([, value, shape]) => !isAbsent(value, shape));
}

/** Whether an object may stand there that has a property of this name. */
export function knows(shape: Shape, name: string): boolean {
  return flatten(shape).some((one) => isObjectShape(one) && Object.hasOwn(one.properties, name));
}

/** Whether an object may stand there that admits names which it does not list. */
export function isOpen(shape: Shape): boolean {
  return flatten(shape).some((one) => isObjectShape(one) && admitsAny(one));
}

/** Whether it says what its other properties are, or lists none. */
export function admitsAny({ properties, rest }: ObjectShape): boolean {
  return rest !== undefined || Object.keys(properties).length === 0;
}

function isArrayShape(shape: ShapeAlternative | Primitive): shape is ArrayShape {
  return typeof shape === "object" && "items" in shape;
}

function isObjectShape(shape: ShapeAlternative | Primitive): shape is ObjectShape {
  return typeof shape === "object" && "properties" in shape;
}

/** The first alternative that decodes to something; undefined if all are absent. Throws what the first one threw. */
export function decodeFirst(
  shapes: readonly ShapeAlternative[],
  decode: (shape: ShapeAlternative) => unknown,
): unknown {
  let failure: unknown;
  for (const shape of shapes) {
    try {
      const value = decode(shape);
      if (value !== undefined) return value;
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return undefined;
}

/** Without unions; a value that can be anything is text, or several. */
function flatten(shape: Shape): readonly (Primitive | ArrayShape | ObjectShape)[] {
  if (shape === "any") return ["string", { items: "string" }];
  return typeof shape === "object" && "anyOf" in shape ? shape.anyOf.flatMap(flatten) : [shape];
}
