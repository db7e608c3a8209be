/**
 * Breaks reference cycles that TypeScript rejects. openapi-typescript prints each schema as a property of one
 * interface. Such a property can refer to itself only inside an object type, not as an array of itself or in a union.
 * The references become schemas that allow any value.
 */
import { mapChildren } from "../../1-document/node-kinds.ts";
import { isObject, type Json, type JsonObject, ownProperty } from "../../1-document/json.ts";
import { childPointer } from "../../1-document/pointer.ts";
import { commonCycleTest } from "../../1-document/schemas/cycles.ts";

/** Returns the document without such references. All schemas that are referred to must be components. */
export function withoutDirectCycles(document: JsonObject): JsonObject {
  const components = document["components"];
  const schemas = ownProperty(components, "schemas");
  if (!isObject(components) || !isObject(schemas)) return document;
  const byPointer = new Map(
    Object.entries(schemas).map(([name, schema]) => [childPointer("#/components/schemas", name), schema] as const),
  );
  const isCircular = commonCycleTest((pointer: string) => {
    const references: string[] = [];
    mapDirect(byPointer.get(pointer) ?? true, (reference, $ref) => {
      references.push($ref);
      return reference;
    });
    return references;
  });
  const changed = Object.entries(schemas).map(([name, schema]) => {
    const pointer = childPointer("#/components/schemas", name);
    return [name, mapDirect(schema, (reference, $ref) => (isCircular(pointer, $ref) ? {} : reference))] as const;
  });
  return { ...document, components: { ...components, schemas: Object.fromEntries(changed) } };
}

/** Keywords whose schemas are printed inside an object type. */
const MEMBERS: ReadonlySet<string | undefined> = new Set(["properties", "patternProperties", "additionalProperties"]);

/** Calls `change` for the references in `schema` that are printed outside of object types. */
function mapDirect(schema: Json, change: (reference: JsonObject, $ref: string) => Json): Json {
  if (!isObject(schema)) return schema;
  const { $ref } = schema;
  if (typeof $ref === "string") return change(schema, $ref);
  return mapChildren("schema", schema, (below, _, [keyword]) =>
    MEMBERS.has(keyword) ? below : mapDirect(below, change),
  );
}
