/** Which kinds of values are left when all that applies to a value has spoken: a schema, what it refers to, its branches. */
import type { Schema, SchemaObject, SchemaType } from "../../1-document/openapi.ts";
import { isOfKind, KINDS, kindsOf } from "./kinds.ts";
import { valuesOf } from "./literal-type.ts";

/** Undefined: any kind. Integers are numbers here. */
export type Kinds = ReadonlySet<SchemaType> | undefined;

export interface ValueKinds {
  /** Those that `type`, `const` and `enum` leave. */
  stated(schema: Schema): Kinds;
  /** Those that the type of `schema` has: where nothing is stated, those that its keywords speak of. */
  meant(schema: Schema): Kinds;
}

/** `targetsOf` gives what the references of a schema, which are alternatives, lead to. */
export function valueKinds(targetsOf: (schema: SchemaObject) => readonly (readonly Schema[])[]): ValueKinds {
  return {
    stated: kindsBy(targetsOf, (schema) => (schema.type === undefined ? undefined : kindsOf(schema))),
    meant: kindsBy(targetsOf, (schema) => (kindsOf(schema).length === 0 ? undefined : kindsOf(schema))),
  };
}

function kindsBy(
  targetsOf: (schema: SchemaObject) => readonly (readonly Schema[])[],
  ownKinds: (schema: SchemaObject) => readonly SchemaType[] | undefined,
): (schema: Schema) => Kinds {
  const known = new Map<SchemaObject, Kinds>();

  function of(schema: Schema): Kinds {
    if (typeof schema === "boolean") return schema ? undefined : new Set();
    if (known.has(schema)) return known.get(schema);
    known.set(schema, undefined); // a schema that applies itself to its own value says nothing by that
    const { allOf = [], oneOf, anyOf } = schema;
    const alternatives = [...targetsOf(schema), ...[oneOf, anyOf].filter((list) => list !== undefined)];
    const kinds = [own(schema), ...allOf.map(of), ...alternatives.map(ofAny)].reduce(common, undefined);
    known.set(schema, kinds);
    return kinds;
  }

  function own(schema: SchemaObject): Kinds {
    const values = valuesOf(schema);
    const kinds = values?.flatMap((value) => KINDS.filter((kind) => isOfKind(value, kind))) ?? ownKinds(schema);
    return kinds && new Set(kinds.map((kind) => (kind === "integer" ? "number" : kind)));
  }

  function ofAny(schemas: readonly Schema[]): Kinds {
    const kinds = new Set<SchemaType>();
    for (const schema of schemas) {
      const some = of(schema);
      if (some === undefined) return undefined;
      for (const kind of some) kinds.add(kind);
    }
    return kinds;
  }

  return of;
}

/** The kinds that both leave. */
export function common(one: Kinds, other: Kinds): Kinds {
  if (one === undefined || other === undefined) return one ?? other;
  return new Set([...one].filter((kind) => other.has(kind)));
}

/** The kinds of `all` that are not among `some`; none where either is any. */
export function missing(all: Kinds, some: Kinds): readonly SchemaType[] {
  return all === undefined || some === undefined ? [] : [...all].filter((kind) => !some.has(kind));
}
