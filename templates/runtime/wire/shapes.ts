/** Queries of a `Shape`. */
import type { ArrayShape, ObjectShape, Primitive, Shape } from "./specs.js";

/** A shape without unions: several primitives, an array or an object. */
export type ShapeAlternative = readonly Primitive[] | ArrayShape | ObjectShape;

/**
 * Returns the alternatives of a shape in the order of decoding. All primitives are one alternative, at the place of the
 * first.
 */
export function shapeAlternatives(shape: Shape): readonly ShapeAlternative[] {
  const types = primitivesOf(shape);
  const result: ShapeAlternative[] = [];
  for (const one of flatten(shape)) {
    if (typeof one !== "string") result.push(one);
    else if (!result.includes(types)) result.push(types);
  }
  return result;
}

/** Returns the primitives that a shape admits. */
export function primitivesOf(shape: Shape): readonly Primitive[] {
  return flatten(shape).filter((one) => typeof one === "string");
}

/** Returns true if a value is not sent, because no style has a form for it. RFC 6570 §2.3. */
export function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/** Returns true if an item null is encoded as `null`. If the shape admits strings, that would be decoded as a string. */
export function encodesNull(shape: Shape): boolean {
  const types = primitivesOf(shape);
  return types.includes("null") && !types.includes("string");
}

/** Returns the array that a shape admits. */
export function arrayShapeOf(shape: Shape): ArrayShape | undefined {
  return shape === "any" ? ANYTHING : flatten(shape).find(isArrayShape);
}

/** Returns the object that a shape admits. */
export function objectShapeOf(shape: Shape): ObjectShape | undefined {
  return shape === "any" ? ANYTHING : flatten(shape).find(isObjectShape);
}

const ANYTHING = { items: "any", properties: {} } as const;

/** Returns the shape of a property. An undocumented property has the shape `rest`. */
export function propertyShape({ properties, rest = "any" }: ObjectShape, name: string): Shape {
  return (Object.hasOwn(properties, name) ? properties[name] : undefined) ?? rest;
}

/** Returns the entries that are sent, each with its shape. */
export function presentEntries(
  record: Readonly<Record<string, unknown>>,
  object: ObjectShape,
): (readonly [name: string, value: unknown, shape: Shape])[] {
  return Object.entries(record)
    .map(([name, value]) => [name, value, propertyShape(object, name)] as const)
    .filter(([, value]) => !isAbsent(value));
}

/** Returns true if the shape admits an object with a documented property of that name. */
export function namesProperty(shape: Shape, name: string): boolean {
  return flatten(shape).some((one) => isObjectShape(one) && Object.hasOwn(one.properties, name));
}

/** Returns true if the shape admits an object with undocumented properties. */
export function admitsOtherProperties(shape: Shape): boolean {
  return flatten(shape).some((one) => isObjectShape(one) && hasOtherProperties(one));
}

/** Returns true if an object admits undocumented properties: it describes them, or documents no property at all. */
export function hasOtherProperties({ properties, rest }: ObjectShape): boolean {
  return rest !== undefined || Object.keys(properties).length === 0;
}

function isArrayShape(shape: ShapeAlternative | Primitive): shape is ArrayShape {
  return typeof shape === "object" && "items" in shape;
}

function isObjectShape(shape: ShapeAlternative | Primitive): shape is ObjectShape {
  return typeof shape === "object" && "properties" in shape;
}

/**
 * Decoding again, after a validator has rejected the first alternatives. Chooses one of the candidates for each part of
 * a value. The server implements it.
 */
export interface Attempts {
  /** Returns the value of a candidate. Throws the first `WireError` if no candidate decodes. */
  readonly choose: (candidates: readonly (() => unknown)[]) => unknown;
  /** Returns the attempts for a property or an item. */
  readonly at: (step: string | number) => Attempts;
}

/**
 * Returns the value of the first alternative that decodes. Returns undefined if all are absent. Otherwise throws the
 * first error.
 */
export function decodeFirst(
  shapes: readonly ShapeAlternative[],
  decode: (shape: ShapeAlternative) => unknown,
  attempts?: Attempts,
): unknown {
  if (attempts) return attempts.choose(shapes.flatMap(candidateShapes).map((shape) => () => decode(shape)));
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

function candidateShapes(shape: ShapeAlternative): readonly ShapeAlternative[] {
  return "properties" in shape || "items" in shape ? [shape] : candidateTypes(shape);
}

/** Returns the readings of a string: `5` is a number or a string if the types admit both. */
export function candidateTypes(types: readonly Primitive[]): readonly (readonly Primitive[])[] {
  return types.length > 1 && types.includes("string") ? [types, ["string"]] : [types];
}

/** Returns the alternatives of a shape. The shape `any` is decoded as a string or as an array of strings. */
function flatten(shape: Shape): readonly (Primitive | ArrayShape | ObjectShape)[] {
  if (shape === "any") return ["string", { items: "string" }];
  return typeof shape === "object" && "anyOf" in shape ? shape.anyOf.flatMap(flatten) : [shape];
}
