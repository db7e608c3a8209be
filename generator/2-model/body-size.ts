/** What a body can cost a server: how long its lists may be, and how long each of its values takes to be checked. */
import type { Document, Schema } from "../1-document/openapi.ts";
import { referredSchema } from "../1-document/local-references.ts";
import { cyclesOf } from "../1-document/schemas/cycles.ts";
import { subschemas } from "../1-document/schemas/subschemas.ts";
import type { BodySize } from "./api.ts";
import { checkingTimeOf } from "./checking-time.ts";

const NOTHING: BodySize = { longestList: 0, checkingTime: 0 };

/** Of the schema of a body; each schema is looked at once. */
export function bodySizeOf(document: Document): (schema: Schema) => BodySize {
  const sizes = new Map<Schema, BodySize>();
  const timeOf = checkingTimeOf(document);
  const explore = cyclesOf<Schema>(
    (schema) => partsOf(document, schema),
    (members) => {
      const parts = members.flatMap((member) => partsOf(document, member));
      const known = parts.map((part) => sizes.get(part) ?? NOTHING);
      const size = largest([...members.map(ownSize), ...known]);
      for (const member of members) sizes.set(member, size);
    },
  );

  function ownSize(schema: Schema): BodySize {
    if (typeof schema === "boolean") return NOTHING;
    const { maxItems } = schema;
    return { longestList: typeof maxItems === "number" ? maxItems : 0, checkingTime: timeOf(schema) };
  }

  return (schema) => {
    explore(schema, schema);
    return sizes.get(schema) ?? NOTHING;
  };
}

/** The largest of each number. */
export function largest(sizes: readonly BodySize[]): BodySize {
  return sizes.reduce(
    (found, { longestList, checkingTime }) => ({
      longestList: Math.max(found.longestList, longestList),
      checkingTime: Math.max(found.checkingTime, checkingTime),
    }),
    NOTHING,
  );
}

function partsOf(document: Document, schema: Schema): readonly Schema[] {
  if (typeof schema === "boolean") return [];
  const target = schema.$ref === undefined ? undefined : referredSchema(document, schema.$ref);
  const parts = subschemas(schema).filter(({ role }) => role !== "test" && role !== "definition");
  return [...(target ? [target.value] : []), ...parts.map((part) => part.schema)];
}
