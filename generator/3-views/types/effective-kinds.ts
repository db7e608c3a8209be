/** Kinds of values that remain after a schema, its references and its compositions have been applied. */
import type { Schema, SchemaObject, SchemaType } from "../../1-document/openapi.ts";
import { isOfKind, KINDS, kindsInSchema } from "./value-kinds.ts";
import { allowedValues } from "./literal-types.ts";

/** Possible kinds, or undefined for any kind. Integers count as numbers. */
export type EffectiveKinds = ReadonlySet<SchemaType> | undefined;

export interface SchemaKinds {
  /** Returns the kinds that `type`, `const` and `enum` allow. */
  stated(schema: Schema): EffectiveKinds;
  /** Returns the kinds in the TypeScript type. Without `type`, these are the kinds that other keywords are about. */
  implied(schema: Schema): EffectiveKinds;
}

/** Creates the functions. `targetsOf` returns the alternative targets of each reference of a schema. */
export function schemaKindsFinder(targetsOf: (schema: SchemaObject) => readonly (readonly Schema[])[]): SchemaKinds {
  return {
    stated: kindsFinder(targetsOf, (schema) => (schema.type === undefined ? undefined : kindsInSchema(schema))),
    implied: kindsFinder(targetsOf, (schema) =>
      kindsInSchema(schema).length === 0 ? undefined : kindsInSchema(schema),
    ),
  };
}

function kindsFinder(
  targetsOf: (schema: SchemaObject) => readonly (readonly Schema[])[],
  ownKinds: (schema: SchemaObject) => readonly SchemaType[] | undefined,
): (schema: Schema) => EffectiveKinds {
  const known = new Map<SchemaObject, EffectiveKinds>();

  function kindsOfSchema(schema: Schema): EffectiveKinds {
    if (typeof schema === "boolean") return schema ? undefined : new Set();
    if (known.has(schema)) return known.get(schema);
    known.set(schema, undefined); // a schema that applies itself to the same value adds nothing
    const { allOf = [], oneOf, anyOf } = schema;
    const alternatives = [...targetsOf(schema), ...[oneOf, anyOf].filter((list) => list !== undefined)];
    const kinds = [ownKindsOf(schema), ...allOf.map(kindsOfSchema), ...alternatives.map(kindsOfAny)].reduce(
      commonKinds,
      undefined,
    );
    known.set(schema, kinds);
    return kinds;
  }

  function ownKindsOf(schema: SchemaObject): EffectiveKinds {
    const values = allowedValues(schema);
    const kinds = values?.flatMap((value) => KINDS.filter((kind) => isOfKind(value, kind))) ?? ownKinds(schema);
    return kinds && new Set(kinds.map((kind) => (kind === "integer" ? "number" : kind)));
  }

  function kindsOfAny(schemas: readonly Schema[]): EffectiveKinds {
    const kinds = new Set<SchemaType>();
    for (const schema of schemas) {
      const some = kindsOfSchema(schema);
      if (some === undefined) return undefined;
      for (const kind of some) kinds.add(kind);
    }
    return kinds;
  }

  return kindsOfSchema;
}

/** Returns the kinds that both sets allow. */
export function commonKinds(one: EffectiveKinds, other: EffectiveKinds): EffectiveKinds {
  if (one === undefined || other === undefined) return one ?? other;
  return new Set([...one].filter((kind) => other.has(kind)));
}

/** Returns the kinds in `all` that are not in `some`. Returns none if either is any kind. */
export function missingKinds(all: EffectiveKinds, some: EffectiveKinds): readonly SchemaType[] {
  return all === undefined || some === undefined ? [] : [...all].filter((kind) => !some.has(kind));
}
