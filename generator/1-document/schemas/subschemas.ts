/**
 * Finds schemas in a schema and in a document. Examples, defaults, enums and extensions are data and are not
 * searched.
 */
import {
  METHODS,
  type Document,
  type HeaderObject,
  type MediaType,
  type OperationObject,
  type PathItem,
  type Referable,
  type ReferenceObject,
  type Schema,
  type SchemaObject,
} from "../openapi.ts";

/**
 * The relation of a subschema to the schema that contains it (JSON Schema 2020-12 Core §10):
 * - `and`: always applies to the same instance (`allOf`);
 * - `or`: applies to the same instance in some cases (`oneOf`, `anyOf`, `then`, `else`, `dependentSchemas`);
 * - `part`: applies to a part of the instance (properties, items, the content of a string);
 * - `test`: only tests the instance and does not describe its structure (`not`, `if`, `contains`, `propertyNames`);
 * - `definition`: applies to nothing by itself (`$defs`, and `definitions` of older drafts).
 */
export type SubschemaRole = "and" | "or" | "part" | "test" | "definition";

export interface Subschema {
  readonly schema: Schema;
  readonly role: SubschemaRole;
  /** The steps from the schema to the subschema. */
  readonly path: readonly string[];
}

const ROLE_OF_SINGLE = {
  then: "or",
  else: "or",
  items: "part",
  unevaluatedItems: "part",
  additionalProperties: "part",
  unevaluatedProperties: "part",
  contentSchema: "part",
  not: "test",
  if: "test",
  contains: "test",
  propertyNames: "test",
} as const satisfies Partial<Record<keyof SchemaObject, SubschemaRole>>;

const ROLE_OF_ARRAY = {
  allOf: "and",
  oneOf: "or",
  anyOf: "or",
  prefixItems: "part",
} as const satisfies Partial<Record<keyof SchemaObject, SubschemaRole>>;

const ROLE_OF_MAP = {
  dependentSchemas: "or",
  properties: "part",
  patternProperties: "part",
  $defs: "definition",
  definitions: "definition",
} as const satisfies Partial<Record<keyof SchemaObject, SubschemaRole>>;

/** Returns the direct subschemas of `schema`. Does not resolve `$ref`. */
export function subschemas(schema: Schema): readonly Subschema[] {
  if (typeof schema === "boolean") return [];
  const found: Subschema[] = [];
  for (const keyword of Object.keys(schema)) {
    if (isKeyOf(ROLE_OF_SINGLE, keyword)) {
      const value = schema[keyword];
      if (value !== undefined) found.push({ schema: value, role: ROLE_OF_SINGLE[keyword], path: [keyword] });
    } else if (isKeyOf(ROLE_OF_ARRAY, keyword)) {
      for (const [index, value] of (schema[keyword] ?? []).entries()) {
        found.push({ schema: value, role: ROLE_OF_ARRAY[keyword], path: [keyword, String(index)] });
      }
    } else if (isKeyOf(ROLE_OF_MAP, keyword)) {
      for (const [name, value] of Object.entries(schema[keyword] ?? {})) {
        found.push({ schema: value, role: ROLE_OF_MAP[keyword], path: [keyword, name] });
      }
    }
  }
  return found;
}

/** Returns the outermost schemas of a document: of components, parameters, headers and media types, at any place. */
export function schemaRoots(document: Document): readonly Schema[] {
  const roots: Schema[] = [];

  function visitMediaType(media: Referable<MediaType>): void {
    if ("$ref" in media) return;
    if (media.schema !== undefined) roots.push(media.schema);
    if (media.itemSchema !== undefined) roots.push(media.itemSchema);
    const encodings = [...entryValues(media.encoding), ...(media.prefixEncoding ?? []), media.itemEncoding ?? {}];
    for (const encoding of encodings) entryValues(encoding.headers).forEach(visitHeader);
  }

  /** Visits a Header Object or a Parameter Object. */
  function visitHeader(header: Referable<HeaderObject>): void {
    if ("$ref" in header) return;
    if (header.schema !== undefined) roots.push(header.schema);
    entryValues(header.content).forEach(visitMediaType);
  }

  function visitContent(holder: Referable<{ readonly content?: Record<string, Referable<MediaType>> }>): void {
    if (!("$ref" in holder)) entryValues(holder.content).forEach(visitMediaType);
  }

  function visitOperation(operation: OperationObject): void {
    operation.parameters?.forEach(visitHeader);
    if (operation.requestBody !== undefined) visitContent(operation.requestBody);
    for (const response of entryValues(operation.responses)) {
      visitContent(response);
      if (!("$ref" in response)) entryValues(response.headers).forEach(visitHeader);
    }
    for (const callback of entryValues(operation.callbacks)) {
      if (!isReferenceObject(callback)) entryValues(callback).forEach(visitPathItem);
    }
  }

  /** Visits a Path Item Object. It may have fields beside its `$ref`. A Reference Object has no fields to visit. */
  function visitPathItem(item: PathItem): void {
    item.parameters?.forEach(visitHeader);
    for (const method of METHODS) {
      const operation = item[method];
      if (operation !== undefined) visitOperation(operation);
    }
    entryValues(item.additionalOperations).forEach(visitOperation);
  }

  const { components = {} } = document;
  for (const schema of entryValues(components.schemas)) roots.push(schema);
  entryValues(components.parameters).forEach(visitHeader);
  entryValues(components.headers).forEach(visitHeader);
  entryValues(components.mediaTypes).forEach(visitMediaType);
  entryValues(components.requestBodies).forEach(visitContent);
  visitOperation({ responses: components.responses ?? {}, callbacks: components.callbacks ?? {} });
  entryValues(components.pathItems).forEach(visitPathItem);
  entryValues(document.paths).forEach(visitPathItem);
  entryValues(document.webhooks).forEach(visitPathItem);
  return roots;
}

function entryValues<T>(dictionary: Readonly<Record<string, T>> | undefined): readonly T[] {
  return Object.values(dictionary ?? {});
}

/**
 * Returns true if a value is a Reference Object. A map may have an entry named `$ref`, but its value is not a
 * string.
 */
function isReferenceObject<T extends object>(value: T | ReferenceObject): value is ReferenceObject {
  return "$ref" in value && typeof value.$ref === "string";
}

function isKeyOf<Table extends object>(table: Table, name: string): name is Extract<keyof Table, string> {
  return Object.hasOwn(table, name);
}
