/**
 * Where schemas are: directly below a schema, and in a document. Examples, defaults, enums and
 * extensions are data and never looked into.
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
 * How a subschema relates to the schema that holds it (JSON Schema 2020-12 Core §10):
 * - `and`: applies to the same value, always (`allOf`);
 * - `or`: applies to the same value, perhaps (`oneOf`, `anyOf`, `then`, `else`, `dependentSchemas`);
 * - `part`: applies to a part of the value (properties, items, the content of a string);
 * - `test`: only decides something about the value, and says nothing of its shape (`not`, `if`,
 *   `contains`, `propertyNames`);
 * - `definition`: applies to nothing by itself (`$defs`, and `definitions` as older drafts call them).
 */
export type Role = "and" | "or" | "part" | "test" | "definition";

export interface Subschema {
  readonly schema: Schema;
  readonly role: Role;
  /** The steps that lead to it. */
  readonly path: readonly string[];
}

const ROLE_OF_ONE = {
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
} as const satisfies Partial<Record<keyof SchemaObject, Role>>;

const ROLE_OF_LIST = {
  allOf: "and",
  oneOf: "or",
  anyOf: "or",
  prefixItems: "part",
} as const satisfies Partial<Record<keyof SchemaObject, Role>>;

const ROLE_OF_MAP = {
  dependentSchemas: "or",
  properties: "part",
  patternProperties: "part",
  $defs: "definition",
  definitions: "definition",
} as const satisfies Partial<Record<keyof SchemaObject, Role>>;

/** The schemas that stand directly below `schema`; `$ref` is not followed. */
export function subschemas(schema: Schema): readonly Subschema[] {
  if (typeof schema === "boolean") return [];
  const found: Subschema[] = [];
  for (const keyword of Object.keys(schema)) {
    if (isIn(ROLE_OF_ONE, keyword)) {
      const value = schema[keyword];
      if (value !== undefined) found.push({ schema: value, role: ROLE_OF_ONE[keyword], path: [keyword] });
    } else if (isIn(ROLE_OF_LIST, keyword)) {
      for (const [index, value] of (schema[keyword] ?? []).entries()) {
        found.push({ schema: value, role: ROLE_OF_LIST[keyword], path: [keyword, String(index)] });
      }
    } else if (isIn(ROLE_OF_MAP, keyword)) {
      for (const [name, value] of Object.entries(schema[keyword] ?? {})) {
        found.push({ schema: value, role: ROLE_OF_MAP[keyword], path: [keyword, name] });
      }
    }
  }
  return found;
}

/** The outermost schemas of a document: of components, parameters, headers and media types, wherever they are. */
export function schemaRoots(document: Document): readonly Schema[] {
  const roots: Schema[] = [];

  function visitMediaType(media: Referable<MediaType>): void {
    if ("$ref" in media) return;
    if (media.schema !== undefined) roots.push(media.schema);
    if (media.itemSchema !== undefined) roots.push(media.itemSchema);
    const encodings = [...values(media.encoding), ...(media.prefixEncoding ?? []), media.itemEncoding ?? {}];
    for (const encoding of encodings) values(encoding.headers).forEach(visitHeader);
  }

  /** A Parameter Object too. */
  function visitHeader(header: Referable<HeaderObject>): void {
    if ("$ref" in header) return;
    if (header.schema !== undefined) roots.push(header.schema);
    values(header.content).forEach(visitMediaType);
  }

  function visitContent(holder: Referable<{ readonly content?: Record<string, Referable<MediaType>> }>): void {
    if (!("$ref" in holder)) values(holder.content).forEach(visitMediaType);
  }

  function visitOperation(operation: OperationObject): void {
    operation.parameters?.forEach(visitHeader);
    if (operation.requestBody !== undefined) visitContent(operation.requestBody);
    for (const response of values(operation.responses)) {
      visitContent(response);
      if (!("$ref" in response)) values(response.headers).forEach(visitHeader);
    }
    for (const callback of values(operation.callbacks)) {
      if (!isReference(callback)) values(callback).forEach(visitPathItem);
    }
  }

  /** A Reference too, which holds nothing to visit; beside the `$ref` of a Path Item there may be something. */
  function visitPathItem(item: PathItem): void {
    item.parameters?.forEach(visitHeader);
    for (const method of METHODS) {
      const operation = item[method];
      if (operation !== undefined) visitOperation(operation);
    }
    values(item.additionalOperations).forEach(visitOperation);
  }

  const { components = {} } = document;
  for (const schema of values(components.schemas)) roots.push(schema);
  values(components.parameters).forEach(visitHeader);
  values(components.headers).forEach(visitHeader);
  values(components.mediaTypes).forEach(visitMediaType);
  values(components.requestBodies).forEach(visitContent);
  visitOperation({ responses: components.responses ?? {}, callbacks: components.callbacks ?? {} });
  values(components.pathItems).forEach(visitPathItem);
  values(document.paths).forEach(visitPathItem);
  values(document.webhooks).forEach(visitPathItem);
  return roots;
}

function values<T>(dictionary: Readonly<Record<string, T>> | undefined): readonly T[] {
  return Object.values(dictionary ?? {});
}

/** A dictionary may have an entry of that name; only a Reference has a string there. */
function isReference<T extends object>(value: T | ReferenceObject): value is ReferenceObject {
  return "$ref" in value && typeof value.$ref === "string";
}

function isIn<Table extends object>(table: Table, name: string): name is Extract<keyof Table, string> {
  return Object.hasOwn(table, name);
}
