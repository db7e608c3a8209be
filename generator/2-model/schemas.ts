/** Every schema that has a name of its own: components, and whatever else the `$ref` of a schema leads to. */
import type { Document, Schema } from "../1-document/openapi.ts";
import { child, segmentsOf } from "../1-document/pointer.ts";
import { referredSchema } from "../1-document/references.ts";
import { schemaRoots, subschemas } from "../1-document/subschemas.ts";
import { variantsOf } from "../1-document/variants.ts";
import type { NamedSchema } from "./api.ts";
import type { Names } from "./names.ts";
import type { SchemaSubject } from "./wishes.ts";

export interface FoundSchema extends SchemaSubject {
  readonly schema: Schema;
}

/** Components first, in document order, then the others in the order of their pointers. */
export function findSchemas(document: Document): readonly FoundSchema[] {
  const { differs } = variantsOf(document);
  const components = Object.entries(document.components?.schemas ?? {}).map(([key, schema]) => ({
    pointer: child("#/components/schemas", key),
    key,
    component: true,
    differs: differs(schema),
    schema,
  }));
  const known = new Set(components.map(({ pointer }) => pointer));
  const others = new Map<string, FoundSchema>();
  for (const $ref of referencesIn(document)) {
    const target = referredSchema(document, $ref);
    if (target === undefined || known.has(target.pointer)) continue;
    const { pointer, value: schema } = target;
    others.set(pointer, {
      pointer,
      key: segmentsOf(pointer).at(-1) ?? "",
      component: false,
      differs: differs(schema),
      schema,
    });
  }
  return [...components, ...[...others.values()].toSorted((one, other) => (one.pointer < other.pointer ? -1 : 1))];
}

/** The distinct `$ref`s of schemas, as written. */
function referencesIn(document: Document): ReadonlySet<string> {
  const references = new Set<string>();
  const seen = new Set<Schema>();
  const waiting = [...schemaRoots(document)];
  for (let schema = waiting.pop(); schema !== undefined; schema = waiting.pop()) {
    if (typeof schema === "boolean" || seen.has(schema)) continue;
    seen.add(schema);
    if (schema.$ref !== undefined) references.add(schema.$ref);
    for (const { schema: below } of subschemas(schema)) waiting.push(below);
  }
  return references;
}

/** `schemas` under the identifiers that were coined for them. */
export function nameSchemas(schemas: readonly FoundSchema[], names: Names): readonly NamedSchema[] {
  return schemas.flatMap(({ pointer, key, schema }) => {
    const identifier = names.identifiers.get(pointer);
    if (identifier === undefined) return [];
    return { pointer, key, identifier, inputIdentifier: names.inputIdentifiers.get(pointer) ?? identifier, schema };
  });
}
