/** Questions to a `Shape`, which says how text becomes values. */
import type { Primitive, Shape } from "./operation.js";

type Items = Extract<Shape, { readonly items: Shape }>;
export type Properties = Extract<Shape, { readonly properties: Readonly<Record<string, Shape>> }>;

/** A shape without unions: the primitives it admits, or an array, or an object. */
export type Alternative = readonly Primitive[] | Items | Properties;

/** What a value may be, in the order to try; its primitives count as one, where the first of them stands. */
export function alternatives(shape: Shape): readonly Alternative[] {
  const types = primitives(shape);
  const result: Alternative[] = [];
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

/** Whether `null` has a text of its own: where a string is legal too, `null` would come back as "null". */
export function saysNull(shape: Shape): boolean {
  const types = primitives(shape);
  return types.includes("null") && !types.includes("string");
}

/** Whether an array (`items`) or an object (`properties`) may stand there. */
export function admits(shape: Shape, kind: "items" | "properties"): boolean {
  return shape === "any" || flatten(shape).some((one) => typeof one === "object" && kind in one);
}

/** Whether an object may stand there that has a property of this name. */
export function knows(shape: Shape, name: string): boolean {
  return flatten(shape).some((one) => isProperties(one) && Object.hasOwn(one.properties, name));
}

/** Of the items of an array. */
export function itemShape(shape: Shape): Shape {
  return flatten(shape).find(isItems)?.items ?? "any";
}

/** Of one property of an object; a property that no one described can be anything. */
export function propertyShape(shape: Shape, name: string): Shape {
  const object = flatten(shape).find(isProperties);
  return (object && Object.hasOwn(object.properties, name) ? object.properties[name] : object?.rest) ?? "any";
}

function isItems(shape: Alternative | Primitive): shape is Items {
  return typeof shape === "object" && "items" in shape;
}

function isProperties(shape: Alternative | Primitive): shape is Properties {
  return typeof shape === "object" && "properties" in shape;
}

/** The first alternative that decodes to something; undefined if all are absent. Throws what the first one threw. */
export function decodeFirst(shapes: readonly Alternative[], decode: (shape: Alternative) => unknown): unknown {
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
function flatten(shape: Shape): readonly (Primitive | Items | Properties)[] {
  if (shape === "any") return ["string", { items: "string" }];
  return typeof shape === "object" && "anyOf" in shape ? shape.anyOf.flatMap(flatten) : [shape];
}
