/** How long the lists in a value may be, as far as its schema says so. */
import type { Document, Schema } from "../1-document/openapi.ts";
import { referredSchema } from "../1-document/references.ts";
import { cyclesOf } from "../1-document/schemas/cycles.ts";
import { subschemas } from "../1-document/schemas/subschemas.ts";

/** The largest `maxItems` of a schema and of all that it is made of, 0 where there is none; each is looked at once. */
export function longestListOf(document: Document): (schema: Schema) => number {
  const longest = new Map<Schema, number>();
  const explore = cyclesOf<Schema>(
    (schema) => partsOf(document, schema),
    (members) => {
      let most = 0;
      for (const member of members) {
        if (typeof member === "object" && typeof member.maxItems === "number") most = Math.max(most, member.maxItems);
        for (const part of partsOf(document, member)) most = Math.max(most, longest.get(part) ?? 0);
      }
      for (const member of members) longest.set(member, most);
    },
  );
  return (schema) => {
    explore(schema, schema);
    return longest.get(schema) ?? 0;
  };
}

function partsOf(document: Document, schema: Schema): readonly Schema[] {
  if (typeof schema === "boolean") return [];
  const target = schema.$ref === undefined ? undefined : referredSchema(document, schema.$ref);
  const parts = subschemas(schema).filter(({ role }) => role !== "test" && role !== "definition");
  return [...(target ? [target.value] : []), ...parts.map((part) => part.schema)];
}
