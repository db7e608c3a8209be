/**
 * Builds shapes from schemas. Constraints of one schema are intersected (`$ref`, `allOf`). Alternatives are united
 * (`oneOf`, `anyOf`). A recursive reference becomes `any`.
 */
import type { Document, Schema, SchemaObject, SchemaType } from "../1-document/openapi.ts";
import { resolveSchemaReference } from "../1-document/local-references.ts";
import { commonCycleTest } from "../1-document/schemas/cycles.ts";
import { subschemas } from "../1-document/schemas/subschemas.ts";
import type { ObjectShape, Shape } from "../../templates/runtime/operation.ts";
import {
  ANY_SHAPE,
  UNTYPED_SHAPE,
  uniteAllShapes,
  intersectShapes,
  objectShape,
  PRIMITIVES,
  unionOfKinds,
} from "./shape-algebra.ts";

/** Returns a function that builds shapes of a document's schemas. Results are cached per schema. */
export function shapeBuilder(document: Document): (schema: Schema) => Shape {
  const shapes = new Map<Schema, Shape>();
  const onCommonCycle = commonCycleTest(referenceTargets);

  /** Returns the targets of references in `schema`. Does not follow references in the targets. */
  function referenceTargets(schema: Schema): ReadonlySet<Schema> {
    const targets = new Set<Schema>();
    const waiting = [schema];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      const target = referenceTarget(node);
      if (target !== undefined) targets.add(target);
      for (const { schema: below, role } of subschemas(node)) {
        if (role !== "test" && role !== "definition") waiting.push(below);
      }
    }
    return targets;
  }

  function referenceTarget(schema: Schema): Schema | undefined {
    if (typeof schema === "boolean" || schema.$ref === undefined) return undefined;
    return resolveSchemaReference(document, schema.$ref)?.value;
  }

  function shapeOf(schema: Schema): Shape {
    const known = shapes.get(schema);
    if (known !== undefined) return known;
    const shape = buildShape(schema, schema);
    shapes.set(schema, shape);
    return shape;
  }

  /**
   * Builds the shape of `schema`. `enclosing` is the outermost schema that contains it. A reference back to it would
   * recurse forever.
   */
  function buildShape(schema: Schema, enclosing: Schema): Shape {
    if (typeof schema === "boolean") return ANY_SHAPE;
    const target = referenceTarget(schema);
    const constraints = [
      target === undefined || onCommonCycle(enclosing, target) ? ANY_SHAPE : shapeOf(target),
      ...(schema.allOf ?? []).map((part) => buildShape(part, enclosing)),
      uniteAllShapes((schema.oneOf ?? []).map((part) => buildShape(part, enclosing))),
      uniteAllShapes((schema.anyOf ?? []).map((part) => buildShape(part, enclosing))),
      ownShape(schema, enclosing),
    ];
    return constraints.reduce(intersectShapes);
  }

  function ownShape(schema: SchemaObject, enclosing: Schema): Shape {
    const types = declaredTypes(schema);
    return unionOfKinds({
      primitives: PRIMITIVES.filter((primitive) => types.has(primitive)),
      array: types.has("array") ? { items: itemsShape(schema, enclosing) } : undefined,
      object: types.has("object") ? objectOf(schema, enclosing) : undefined,
    });
  }

  function itemsShape(schema: SchemaObject, enclosing: Schema): Shape {
    const { prefixItems = [], items, unevaluatedItems } = schema;
    const others = items ?? unevaluatedItems;
    const all = [...prefixItems, ...(others === undefined ? [] : [others])];
    return uniteAllShapes(all.filter((item) => item !== false).map((item) => buildShape(item, enclosing)));
  }

  function objectOf(schema: SchemaObject, enclosing: Schema): ObjectShape {
    const properties = Object.entries(schema.properties ?? {}).map(
      ([name, property]) => [name, buildShape(property, enclosing)] as const,
    );
    const { patternProperties = {}, additionalProperties, unevaluatedProperties } = schema;
    const shapeOfRest = (other: Schema): Shape => (other === true ? UNTYPED_SHAPE : buildShape(other, enclosing));
    const patterns = Object.values(patternProperties).filter((other) => other !== false);
    const others = additionalProperties ?? unevaluatedProperties ?? true;
    if (patterns.length === 0 && typeof others === "boolean") return objectShape(properties);
    const rest = uniteAllShapes([...patterns, ...(others === false ? [] : [others])].map(shapeOfRest));
    return objectShape(properties, rest === ANY_SHAPE ? undefined : rest);
  }

  return shapeOf;
}

/**
 * Returns the types that `schema` itself declares, inferred from other keywords if `type` is absent. Returns an
 * empty set if it declares none.
 */
function declaredTypes(schema: SchemaObject): ReadonlySet<SchemaType> {
  if (schema.type !== undefined) return new Set([schema.type].flat());
  const values = schema.const === undefined ? (schema.enum ?? []) : [schema.const];
  if (values.length > 0) return new Set(values.map(schemaTypeOfValue));
  const types = new Set<SchemaType>();
  const { properties, patternProperties, additionalProperties, unevaluatedProperties } = schema;
  const { items, prefixItems, unevaluatedItems } = schema;
  if ((properties ?? patternProperties ?? additionalProperties ?? unevaluatedProperties) !== undefined) {
    types.add("object");
  }
  if ((items ?? prefixItems ?? unevaluatedItems) !== undefined) types.add("array");
  return types;
}

function schemaTypeOfValue(value: unknown): SchemaType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  if (typeof value === "boolean" || typeof value === "string") return typeof value === "string" ? "string" : "boolean";
  return "object";
}
