/**
 * Schema → Shape: just enough to turn text into values. What one schema demands of a value is met (`$ref`,
 * `allOf`), what it offers is joined (`oneOf`, `anyOf`); where a schema comes back to itself stands `any`.
 */
import type { Document, Schema, SchemaObject, SchemaType } from "../1-document/openapi.ts";
import { referredSchema } from "../1-document/local-references.ts";
import { cyclesOf } from "../1-document/schemas/cycles.ts";
import { subschemas } from "../1-document/schemas/subschemas.ts";
import type { ObjectShape, Shape } from "../../templates/runtime/operation.ts";
import { ANY, joinAll, meet, objectShape, PRIMITIVES, unionOfKinds } from "./shape-algebra.ts";

/** Shapes of the schemas of one document, memoised per schema. */
export function shapesOf(document: Document): (schema: Schema) => Shape {
  const shapes = new Map<Schema, Shape>();
  const onOneCycle = cyclesOf(targetsWithin);

  /** The targets of the references in `schema`, not followed. */
  function targetsWithin(schema: Schema): ReadonlySet<Schema> {
    const targets = new Set<Schema>();
    const waiting = [schema];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      const target = targetOf(node);
      if (target !== undefined) targets.add(target);
      for (const { schema: below, role } of subschemas(node)) {
        if (role !== "test" && role !== "definition") waiting.push(below);
      }
    }
    return targets;
  }

  function targetOf(schema: Schema): Schema | undefined {
    if (typeof schema === "boolean" || schema.$ref === undefined) return undefined;
    return referredSchema(document, schema.$ref)?.value;
  }

  function shapeOf(schema: Schema): Shape {
    const known = shapes.get(schema);
    if (known !== undefined) return known;
    const shape = build(schema, schema);
    shapes.set(schema, shape);
    return shape;
  }

  /** `home` is the outermost schema that holds `schema`: a reference back to it would not end. */
  function build(schema: Schema, home: Schema): Shape {
    if (typeof schema === "boolean") return ANY;
    const target = targetOf(schema);
    const demands = [
      target === undefined || onOneCycle(home, target) ? ANY : shapeOf(target),
      ...(schema.allOf ?? []).map((part) => build(part, home)),
      joinAll((schema.oneOf ?? []).map((part) => build(part, home))),
      joinAll((schema.anyOf ?? []).map((part) => build(part, home))),
      ownShape(schema, home),
    ];
    return demands.reduce(meet);
  }

  function ownShape(schema: SchemaObject, home: Schema): Shape {
    const types = typesOf(schema);
    return unionOfKinds({
      primitives: PRIMITIVES.filter((primitive) => types.has(primitive)),
      array: types.has("array") ? { items: itemsOf(schema, home) } : undefined,
      object: types.has("object") ? objectOf(schema, home) : undefined,
    });
  }

  function itemsOf(schema: SchemaObject, home: Schema): Shape {
    const items = [...(schema.prefixItems ?? []), ...(schema.items === undefined ? [] : [schema.items])];
    return joinAll(items.filter((item) => item !== false).map((item) => build(item, home)));
  }

  function objectOf(schema: SchemaObject, home: Schema): ObjectShape {
    const properties = Object.entries(schema.properties ?? {}).map(
      ([name, property]) => [name, build(property, home)] as const,
    );
    const others = [...Object.values(schema.patternProperties ?? {}), schema.additionalProperties ?? true];
    const rest = joinAll(others.filter((other) => other !== false).map((other) => build(other, home)));
    return objectShape(properties, rest === ANY ? undefined : rest);
  }

  return shapeOf;
}

/** The types that `schema` itself admits; empty where it does not say. Inferred where `type` is missing. */
function typesOf(schema: SchemaObject): ReadonlySet<SchemaType> {
  if (schema.type !== undefined) return new Set([schema.type].flat());
  const values = schema.const === undefined ? (schema.enum ?? []) : [schema.const];
  if (values.length > 0) return new Set(values.map(typeOfValue));
  const types = new Set<SchemaType>();
  const { properties, patternProperties, additionalProperties, items, prefixItems } = schema;
  if ((properties ?? patternProperties ?? additionalProperties) !== undefined) types.add("object");
  if ((items ?? prefixItems) !== undefined) types.add("array");
  return types;
}

function typeOfValue(value: unknown): SchemaType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  if (typeof value === "boolean" || typeof value === "string") return typeof value === "string" ? "string" : "boolean";
  return "object";
}
