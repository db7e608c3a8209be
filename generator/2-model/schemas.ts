/** Every schema that has a name of its own: components, and whatever else the references of schemas lead to. */
import type { Document, Schema } from "../1-document/openapi.ts";
import { child, segmentsOf } from "../1-document/pointer.ts";
import { type Located, referredSchema } from "../1-document/references.ts";
import { dynamicTargets } from "../1-document/schemas/dynamic-anchors.ts";
import { schemaRoots, subschemas } from "../1-document/schemas/subschemas.ts";
import { variantsOf } from "../1-document/schemas/variants.ts";
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
  for (const { pointer, value: schema } of targetsIn(document)) {
    if (known.has(pointer)) continue;
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

/** What the references of schemas lead to, those that are dynamic too. */
function targetsIn(document: Document): readonly Located<Schema>[] {
  const references = new Set<string>();
  const dynamic = new Set<string>();
  const seen = new Set<Schema>();
  const waiting = [...schemaRoots(document)];
  for (let schema = waiting.pop(); schema !== undefined; schema = waiting.pop()) {
    if (typeof schema === "boolean" || seen.has(schema)) continue;
    seen.add(schema);
    if (schema.$ref !== undefined) {
      references.add(schema.$ref);
      waiting.push(referredSchema(document, schema.$ref)?.value ?? true); // which may stand where no schema is looked for
    }
    if (schema.$dynamicRef !== undefined) dynamic.add(schema.$dynamicRef);
    for (const { schema: below } of subschemas(schema)) waiting.push(below);
  }
  return [
    ...[...references].flatMap((reference) => referredSchema(document, reference) ?? []),
    ...[...dynamic].flatMap((reference) => dynamicTargets(document, reference)),
  ];
}

/** `schemas` under the identifiers that were coined for them. */
export function nameSchemas(schemas: readonly FoundSchema[], names: Names): readonly NamedSchema[] {
  return schemas.flatMap(({ pointer, key, schema }) => {
    const identifier = names.identifiers.get(pointer);
    if (identifier === undefined) return [];
    return { pointer, key, identifier, inputIdentifier: names.inputIdentifiers.get(pointer) ?? identifier, schema };
  });
}
