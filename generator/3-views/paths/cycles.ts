/**
 * openapi-typescript makes each schema a member of one interface. Such a member may mention itself inside of an object
 * type only: a list of itself, or a union with one, TypeScript refuses. There the reference becomes any value.
 */
import { mapChildren } from "../../1-document/node-kinds.ts";
import { isObject, type Json, type JsonObject, ownProperty } from "../../1-document/json.ts";
import { childPointer } from "../../1-document/pointer.ts";
import { commonCycleTest } from "../../1-document/schemas/cycles.ts";

/** `document` without such references; all that its schemas refer to must be components. */
export function withoutDirectCycles(document: JsonObject): JsonObject {
  const components = document["components"];
  const schemas = ownProperty(components, "schemas");
  if (!isObject(components) || !isObject(schemas)) return document;
  const byPointer = new Map(
    Object.entries(schemas).map(([name, schema]) => [childPointer("#/components/schemas", name), schema] as const),
  );
  const isCircular = commonCycleTest((pointer: string) => {
    const mentioned: string[] = [];
    mapDirect(byPointer.get(pointer) ?? true, (reference, $ref) => {
      mentioned.push($ref);
      return reference;
    });
    return mentioned;
  });
  const changed = Object.entries(schemas).map(([name, schema]) => {
    const pointer = childPointer("#/components/schemas", name);
    return [name, mapDirect(schema, (reference, $ref) => (isCircular(pointer, $ref) ? {} : reference))] as const;
  });
  return { ...document, components: { ...components, schemas: Object.fromEntries(changed) } };
}

/** What is printed as members of an object type. */
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
