/** Turns a schema of the document into its assertions for one form, with references resolved to names of checks. */
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import { validatedSchema } from "../../1-document/schemas/narrowing.ts";
import type { FindFormatAssertion } from "../../1-document/schemas/format-assertions.ts";
import type { SchemaForm, SchemaForms } from "../../1-document/rewrite/schema-forms.ts";
import type { Assertion, AssertionEntry, Assertions, CheckReference } from "./assertions.ts";
import { isAssertionKeyword, mayBeBinary, readKeyword } from "./read-keyword.ts";
import { isSchema } from "./schema-resources.ts";

export interface ResolvedSchema {
  readonly schema: Assertion;
  /** All keywords in the schema and its subschemas. */
  readonly keywords: ReadonlySet<keyof Assertions>;
  /** Names of the checks that the schema calls. */
  readonly calls: ReadonlySet<string>;
}

/** The source of a validator: a schema of the document, or an object with a schema per property. */
export type SchemaSource =
  | { readonly kind: "schema"; readonly schema: Schema }
  | { readonly kind: "object"; readonly members: readonly SourceMember[] };

export interface SourceMember {
  readonly name: string;
  readonly required: boolean;
  readonly source: SchemaSource;
}

/** Properties whose values are files, by name. The value is true if the property is an array of files. */
export type FileProperties = ReadonlyMap<string, boolean>;

/** Information about the rest of the document. */
export interface ResolutionContext {
  readonly form: SchemaForm;
  readonly files: FileProperties;
  readonly variants: SchemaForms;
  readonly formats: FindFormatAssertion;
  /** Returns the schema that a reference leads to, and the name of its check in this form. */
  resolve(reference: string, holder: SchemaObject): { readonly schema: Schema; readonly name: string } | undefined;
  /** Returns the checks of the `$dynamicAnchor`s in the resource of a schema, or none if no `$dynamicRef` needs them. */
  anchorsOf(schema: Schema): ReadonlyMap<string, string>;
  /** Returns the name of the check of a schema without a reference, in this form. */
  checkNameFor(schema: Schema): string;
}

/** The position of a schema below the source. */
interface SchemaPosition {
  /** Below a keyword that only tests a value, such as `not`. There, `required` is kept for every form. */
  readonly isTested: boolean;
  /** File properties, if the schema applies to a whole multipart body. */
  readonly files: FileProperties | undefined;
}

const TESTING_KEYWORDS: ReadonlySet<string> = new Set(["not", "if", "contains", "propertyNames"]);
const COMPOSITION_KEYWORDS: ReadonlySet<string> = new Set(["allOf", "anyOf", "oneOf"]);
const FILE: SchemaObject = { type: "string", format: "binary" };

export function resolveSchema(
  source: SchemaSource,
  { form, files, variants, resolve, ...context }: ResolutionContext,
): ResolvedSchema {
  const keywords = new Set<keyof Assertions>();
  const calls = new Set<string>();
  const inlined = new Set<Schema>();

  function resolveSource(part: SchemaSource): Assertion {
    if (part.kind === "schema") return resolveRoot(part.schema);
    const properties = part.members.map((member) => [member.name, resolveSource(member.source)] as const);
    const required = part.members.filter((member) => member.required).map((member) => member.name);
    return collectEntries([
      ["type", ["object"]],
      ...requiredEntries(required),
      ["properties", Object.fromEntries(properties)],
    ]);
  }

  function resolveRoot(schema: Schema): Assertion {
    const assertions = resolveKeywords(schema, { isTested: false, files: files.size === 0 ? undefined : files });
    const anchors = context.anchorsOf(schema);
    if (anchors.size === 0) return assertions;
    for (const name of anchors.values()) calls.add(name);
    return collectEntries([
      ["enter", [...anchors]],
      ["allOf", [assertions]],
    ]);
  }

  function resolveKeywords(schema: Schema, place: SchemaPosition): Assertion {
    if (typeof schema === "boolean") return schema;
    const validated = validatedSchema(schema);
    if (validated !== schema) return resolveKeywords(validated, place);
    const required = place.isTested ? (schema.required ?? []) : variants.required(schema, form);
    const entries: AssertionEntry[] = [...requiredEntries(required)];
    if (mayBeBinary(schema)) entries.push(["bytes", true]);
    for (const [keyword, value] of Object.entries(withFileProperties(schema, place))) {
      if (!isAssertionKeyword(keyword)) continue;
      const keywordContext = {
        schema,
        formats: context.formats,
        below: (part: unknown) => !isSchema(part) || resolveSubschema(part, positionBelow(place, keyword)),
        call: (reference: string) => resolveCall(reference, schema),
      };
      entries.push(...readKeyword(keyword, value, keywordContext));
    }
    return collectEntries(entries);
  }

  /** Calls a subschema with an `$id` as a check of its own if `$dynamicAnchor`s matter, so that they are registered. */
  function resolveSubschema(schema: Schema, place: SchemaPosition): Assertion {
    const isEntered = typeof schema === "object" && schema.$id !== undefined && context.anchorsOf(schema).size > 0;
    if (!isEntered) return resolveKeywords(schema, place);
    const name = context.checkNameFor(schema);
    calls.add(name);
    return collectEntries([["check", name]]);
  }

  /** Inlines the target of `$ref` in a body with files: the shared check of the target knows nothing about files. */
  function withFileProperties(schema: SchemaObject, { files: here }: SchemaPosition): SchemaObject {
    if (here === undefined) return schema;
    const { $ref, allOf = [], properties = {}, ...others } = schema;
    const target = $ref === undefined ? undefined : resolve($ref, schema)?.schema;
    const isNew = target !== undefined && !inlined.has(target);
    if (isNew) inlined.add(target);
    const entries = Object.entries(properties).map(([name, property]) => [name, fileSchema(property, here.get(name))]);
    return {
      ...others,
      ...(target === undefined && $ref !== undefined && { $ref }),
      properties: Object.fromEntries(entries),
      allOf: isNew ? [...allOf, target] : allOf,
    };
  }

  function resolveCall(reference: string, holder: SchemaObject): CheckReference | undefined {
    const target = resolve(reference, holder);
    if (target === undefined) return undefined;
    calls.add(target.name);
    const anchor = typeof target.schema === "object" ? target.schema.$dynamicAnchor : undefined;
    return { name: target.name, anchor: reference.endsWith(`#${anchor}`) ? anchor : undefined };
  }

  function collectEntries(entries: readonly AssertionEntry[]): Assertions {
    for (const [keyword] of entries) keywords.add(keyword);
    return Object.fromEntries(entries); // each value comes from the reader of its keyword
  }

  return { schema: resolveSource(source), keywords, calls };
}

function requiredEntries(names: readonly string[]): readonly AssertionEntry[] {
  return names.length > 0 ? [["required", names]] : [];
}

/** Replaces the schema of a file property: only the number of files in an array can be checked. */
function fileSchema(schema: Schema, repeated: boolean | undefined): Schema {
  if (repeated === undefined) return schema;
  if (!repeated) return FILE;
  const { minItems, maxItems }: SchemaObject = typeof schema === "boolean" ? {} : schema;
  return {
    type: "array",
    items: FILE,
    ...(minItems !== undefined && { minItems }),
    ...(maxItems !== undefined && { maxItems }),
  };
}

function positionBelow({ isTested, files }: SchemaPosition, keyword: string): SchemaPosition {
  return {
    isTested: isTested || TESTING_KEYWORDS.has(keyword),
    files: COMPOSITION_KEYWORDS.has(keyword) ? files : undefined,
  };
}
