/** Estimates the cost of a body for a server: the length of its arrays, and the time to validate its values. */
import type { Document, Schema } from "../1-document/openapi.ts";
import { resolveSchemaReference } from "../1-document/local-references.ts";
import { commonCycleTest } from "../1-document/schemas/cycles.ts";
import { subschemas } from "../1-document/schemas/subschemas.ts";
import type { BodySize } from "./api.ts";
import { validationTimeEstimator } from "./validation-time.ts";

const EMPTY_SIZE: BodySize = { longestList: 0, validationTime: 0 };

/** Returns a function that estimates the cost of a body by its schema. Each schema is visited once. */
export function bodySizeEstimator(document: Document): (schema: Schema) => BodySize {
  const sizes = new Map<Schema, BodySize>();
  const timeOf = validationTimeEstimator(document);
  const explore = commonCycleTest<Schema>(
    (schema) => subschemasAndTarget(document, schema),
    (members) => {
      const parts = members.flatMap((member) => subschemasAndTarget(document, member));
      const known = parts.map((part) => sizes.get(part) ?? EMPTY_SIZE);
      const size = largestBodySize([...members.map(ownSize), ...known]);
      for (const member of members) sizes.set(member, size);
    },
  );

  function ownSize(schema: Schema): BodySize {
    if (typeof schema === "boolean") return EMPTY_SIZE;
    const { maxItems } = schema;
    return { longestList: typeof maxItems === "number" ? maxItems : 0, validationTime: timeOf(schema) };
  }

  return (schema) => {
    explore(schema, schema);
    return sizes.get(schema) ?? EMPTY_SIZE;
  };
}

/** Returns the maximum of each number. */
export function largestBodySize(sizes: readonly BodySize[]): BodySize {
  return sizes.reduce(
    (found, { longestList, validationTime }) => ({
      longestList: Math.max(found.longestList, longestList),
      validationTime: Math.max(found.validationTime, validationTime),
    }),
    EMPTY_SIZE,
  );
}

function subschemasAndTarget(document: Document, schema: Schema): readonly Schema[] {
  if (typeof schema === "boolean") return [];
  const target = schema.$ref === undefined ? undefined : resolveSchemaReference(document, schema.$ref);
  const parts = subschemas(schema).filter(({ role }) => role !== "test" && role !== "definition");
  return [...(target ? [target.value] : []), ...parts.map((part) => part.schema)];
}
