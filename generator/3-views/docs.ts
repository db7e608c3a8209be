/** Human text of a description, and what a type cannot say of a schema, as a JSDoc comment. */
import type { Schema, SchemaObject } from "../1-document/openapi.ts";
import { BYTES_SCHEMA } from "../1-document/rewrite/part-schemas.ts";
import type { Docs } from "../2-model/api.ts";
import { code, type Code, commentLines } from "./code.ts";

/** For `{{> docs docs}}`. */
export interface DocsView {
  /** The comment line by line, marks included; empty where there is nothing to say. */
  readonly lines: readonly Code[];
}

export interface DocsExtras {
  /** The schema of the documented thing: constraints, default and examples are told. */
  readonly schema?: Schema;
  /** Remarks of the generator, a line each. */
  readonly notes?: readonly string[];
}

/** Nothing to say. */
export const NO_DOCS: DocsView = { lines: [] };

/** Longer examples and defaults stay in the description. */
const LONGEST_VALUE = 120;

/** Summary, description, remarks, constraints and tags, in this order. */
export function docsView(docs: Docs, { schema = true, notes = [] }: DocsExtras = {}): DocsView {
  const keywords: SchemaObject = typeof schema === "object" ? schema : {};
  const paragraphs = [
    textLines(docs.summary),
    docs.description === docs.summary ? [] : textLines(docs.description),
    [...constraintLines(keywords, ""), ...notes.flatMap(textLines)],
    tagLines(docs, keywords),
  ];
  const lines: Code[] = [];
  for (const paragraph of paragraphs) {
    if (lines.length > 0 && paragraph.length > 0) lines.push(code``);
    lines.push(...paragraph);
  }
  return lines.length === 0 ? NO_DOCS : { lines: comment(lines) };
}

/** What a schema says of itself in words. */
function docsOf(schema: Schema): Docs {
  const { title, description, deprecated, externalDocs }: SchemaObject = typeof schema === "object" ? schema : {};
  return { summary: title, description, deprecated: deprecated === true, externalDocs: externalDocs?.url };
}

/** The view of a schema's own words and constraints. */
export function schemaDocsView(schema: Schema, notes: readonly string[] = []): DocsView {
  return docsView(docsOf(schema), { schema, notes });
}

function comment(lines: readonly Code[]): readonly Code[] {
  const [first, ...rest] = lines;
  if (first === undefined) return [];
  if (rest.length === 0) return [code`/** ${first} */`];
  return [code`/**`, ...lines.map((line) => (line === "" ? code` *` : code` * ${line}`)), code` */`];
}

function textLines(text: string | undefined): readonly Code[] {
  return text === undefined || text.trim() === "" ? [] : commentLines(text.trim());
}

function tagLines(docs: Docs, { default: fallback, examples = [], example }: SchemaObject): readonly Code[] {
  const lines: Code[] = [];
  if (docs.deprecated) lines.push(code`@deprecated`);
  for (const line of valueLines(fallback)) lines.push(code`@default ${line}`);
  for (const value of [example, ...examples]) {
    for (const line of valueLines(value)) lines.push(code`@example ${line}`);
  }
  for (const line of textLines(docs.externalDocs)) lines.push(code`@see ${line}`);
  return lines;
}

function valueLines(value: unknown): readonly Code[] {
  const text = value === undefined ? undefined : JSON.stringify(value);
  return text === undefined || text.length > LONGEST_VALUE ? [] : commentLines(text);
}

/**
 * The assertions of JSON Schema that the type of the value leaves to the validator, in words: a line for the value, and
 * one for its items or its other properties, if these have no comment of their own.
 */
function constraintLines(schema: SchemaObject, whose: string): readonly Code[] {
  const isInteger = saysInteger(schema);
  if (schema === BYTES_SCHEMA) return []; // which its type tells
  if (!isInteger && !Object.keys(schema).some((keyword) => TOLD.has(keyword))) return []; // as of most properties
  const constraints: string[] = [];
  const tell = (words: string, value: string | number | undefined): void => {
    if (value !== undefined) constraints.push(words + value);
  };
  tell("Integer", isInteger ? "" : undefined);
  tell("Format: ", schema.format);
  tell("Media type: ", schema.contentMediaType);
  tell("Encoding: ", schema.contentEncoding);
  tell("Minimum: ", schema.minimum);
  tell("More than ", schema.exclusiveMinimum);
  tell("Maximum: ", schema.maximum);
  tell("Less than ", schema.exclusiveMaximum);
  tell("Multiple of ", schema.multipleOf);
  tell("", range(schema.minLength, schema.maxLength, "character"));
  tell("", range(schema.minItems, schema.maxItems, "item"));
  tell("Unique items", schema.uniqueItems === true ? "" : undefined);
  tell("", range(schema.minProperties, schema.maxProperties, "property"));
  tell("Pattern: ", schema.pattern);
  const { items = true, additionalProperties = true } = schema;
  return [
    ...(constraints.length === 0 ? [] : textLines(whose + constraints.join(". "))),
    ...(typeof items === "object" ? constraintLines(items, `${whose}Items: `) : []),
    ...(typeof additionalProperties === "object" ? constraintLines(additionalProperties, `${whose}Values: `) : []),
  ];
}

/** What `constraintLines` looks at beside integers. */
const TOLD: ReadonlySet<string> = new Set<keyof SchemaObject>([
  "format",
  "contentMediaType",
  "contentEncoding",
  "minimum",
  "exclusiveMinimum",
  "maximum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
  "pattern",
  "items",
  "additionalProperties",
]);

/** Where neither a format nor the values themselves say so. */
export function saysInteger({ type, format = "", enum: values, const: value }: SchemaObject): boolean {
  const isInteger = typeof type === "string" ? type === "integer" : type?.includes("integer");
  return isInteger === true && !/^u?int/.test(format) && values === undefined && value === undefined;
}

function range(least: number | undefined, most: number | undefined, noun: string): string | undefined {
  if (least !== undefined && most !== undefined) {
    return least === most ? count(least, noun) : `${least} to ${count(most, noun)}`;
  }
  if (least !== undefined) return `At least ${count(least, noun)}`;
  return most === undefined ? undefined : `At most ${count(most, noun)}`;
}

function count(amount: number, noun: string): string {
  if (amount === 1) return `1 ${noun}`;
  return `${amount} ${noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}
