/** Finds the schemas with a name of their own: components, and all other schemas that references lead to. */
import type { Document, Schema } from "../1-document/openapi.ts";
import { childPointer, parsePointer } from "../1-document/pointer.ts";
import { type Located, resolveSchemaReference } from "../1-document/local-references.ts";
import { dynamicTargets } from "../1-document/schemas/dynamic-anchors.ts";
import { schemaRoots, subschemas } from "../1-document/schemas/subschemas.ts";
import { type SchemaForm, schemaFormsOf } from "../1-document/rewrite/schema-forms.ts";
import type { NamedSchema } from "./api.ts";
import type { ModelNames } from "./names.ts";
import type { SchemaSubject } from "./name-candidates.ts";

export interface FoundSchema extends SchemaSubject {
  readonly schema: Schema;
}

/**
 * Returns components in document order, then other referenced schemas in the order of their pointers. `messages` are
 * the schemas of webhooks and callbacks.
 */
export function findSchemas(document: Document, messages: readonly Schema[]): readonly FoundSchema[] {
  const { differs } = schemaFormsOf(document);
  const inMessages = reachableFrom(document, messages).schemas;

  function found(schema: Schema): Pick<FoundSchema, "schema" | "hasInputForm" | "messageForm"> {
    return { schema, hasInputForm: differs(schema), messageForm: messageForm(schema) };
  }

  function messageForm(schema: Schema): SchemaForm {
    // a schema that no message contains needs no message form
    if (!inMessages.has(schema) || !differs(schema, "message", "response")) return "response";
    return differs(schema, "message", "request") ? "message" : "request";
  }

  const components = Object.entries(document.components?.schemas ?? {}).map(([key, schema]) => ({
    pointer: childPointer("#/components/schemas", key),
    key,
    isComponent: true,
    ...found(schema),
  }));
  const known = new Set(components.map(({ pointer }) => pointer));
  const others = new Map<string, FoundSchema>();
  for (const { pointer, value: schema } of referenceTargets(document)) {
    if (known.has(pointer)) continue;
    others.set(pointer, {
      pointer,
      key: parsePointer(pointer).at(-1) ?? "",
      isComponent: false,
      ...found(schema),
    });
  }
  return [...components, ...[...others.values()].toSorted((one, other) => (one.pointer < other.pointer ? -1 : 1))];
}

/** Returns the targets of all references in schemas, dynamic references included. */
function referenceTargets(document: Document): readonly Located<Schema>[] {
  const { references, dynamic } = reachableFrom(document, schemaRoots(document));
  return [
    ...[...references].flatMap((reference) => resolveSchemaReference(document, reference) ?? []),
    ...[...dynamic].flatMap((reference) => dynamicTargets(document, reference)),
  ];
}

interface ReachableSchemas {
  readonly schemas: ReadonlySet<Schema>;
  /** `$ref`s as written. */
  readonly references: ReadonlySet<string>;
  readonly dynamic: ReadonlySet<string>;
}

/** Returns all subschemas of `roots` and all schemas that they refer to. */
function reachableFrom(document: Document, roots: readonly Schema[]): ReachableSchemas {
  const references = new Set<string>();
  const dynamic = new Set<string>();
  const seen = new Set<Schema>();
  const waiting = [...roots];
  for (let schema = waiting.pop(); schema !== undefined; schema = waiting.pop()) {
    if (typeof schema === "boolean" || seen.has(schema)) continue;
    seen.add(schema);
    if (schema.$ref !== undefined) {
      references.add(schema.$ref);
      waiting.push(resolveSchemaReference(document, schema.$ref)?.value ?? true); // the target may be at a place that is not otherwise searched
    }
    if (schema.$dynamicRef !== undefined) {
      dynamic.add(schema.$dynamicRef);
      waiting.push(...dynamicTargets(document, schema.$dynamicRef).map(({ value }) => value));
    }
    for (const { schema: below } of subschemas(schema)) waiting.push(below);
  }
  return { schemas: seen, references, dynamic };
}

/** Returns the schemas with the names that were assigned to them. */
export function nameSchemas(schemas: readonly FoundSchema[], names: ModelNames): readonly NamedSchema[] {
  return schemas.flatMap(({ pointer, key, messageForm, schema }) => {
    const identifier = names.identifiers.get(pointer);
    if (identifier === undefined) return [];
    const inputIdentifier = names.inputIdentifiers.get(pointer) ?? identifier;
    const same = messageForm === "request" ? inputIdentifier : identifier;
    const messageIdentifier = names.messageIdentifiers.get(pointer) ?? same;
    return { pointer, key, identifier, inputIdentifier, messageIdentifier, schema };
  });
}
