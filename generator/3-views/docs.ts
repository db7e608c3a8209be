/** Summaries and descriptions as JSDoc comments, with the constraints of schemas that types cannot express. */
import type { Schema, SchemaObject } from "../1-document/openapi.ts";
import { BYTES_SCHEMA } from "../1-document/rewrite/part-schemas.ts";
import type { Docs } from "../2-model/api.ts";
import { code, type Code, commentLines } from "./code.ts";

/** The view of the partial `{{> docs docs}}`. */
export interface DocsView {
  /** The lines of the comment with its marks. Empty if there is no comment. */
  readonly lines: readonly Code[];
}

export interface DocsExtras {
  /** The schema of the documented value. Its constraints, default and examples are part of the comment. */
  readonly schema?: Schema;
  /** Remarks of the generator, one line each. */
  readonly notes?: readonly string[];
}

/** The view of a declaration without a comment. */
export const NO_DOCS: DocsView = { lines: [] };

/** The number of characters of the longest example or default that comments contain. */
const LONGEST_VALUE = 120;

/** Returns the comment: summary, description, constraints, remarks and tags, in this order. */
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

/** Returns the annotations of a schema that are documentation. */
function annotationsOf(schema: Schema): Docs {
  const { title, description, deprecated, externalDocs }: SchemaObject = typeof schema === "object" ? schema : {};
  return { summary: title, description, deprecated: deprecated === true, externalDocs: externalDocs?.url };
}

/** Returns the comment of a schema: its annotations and constraints. */
export function schemaDocsView(schema: Schema, notes: readonly string[] = []): DocsView {
  return docsView(annotationsOf(schema), { schema, notes });
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
 * Returns the assertions that a TypeScript type cannot express, in words. One line is about the value, further lines
 * are about its items and additional properties. Each line begins with `prefix`.
 */
function constraintLines(schema: SchemaObject, prefix: string): readonly Code[] {
  const isInteger = saysInteger(schema);
  if (schema === BYTES_SCHEMA) return []; // The type says it.
  if (!isInteger && !Object.keys(schema).some((keyword) => CONSTRAINTS.has(keyword))) return []; // Most schemas have none.
  const constraints: string[] = [];
  const add = (words: string, value: string | number | undefined): void => {
    if (value !== undefined) constraints.push(words + value);
  };
  add("Integer", isInteger ? "" : undefined);
  add("Format: ", schema.format);
  add("Media type: ", schema.contentMediaType);
  add("Encoding: ", schema.contentEncoding);
  add("Minimum: ", schema.minimum);
  add("More than ", schema.exclusiveMinimum);
  add("Maximum: ", schema.maximum);
  add("Less than ", schema.exclusiveMaximum);
  add("Multiple of ", schema.multipleOf);
  add("", rangeInWords(schema.minLength, schema.maxLength, "character"));
  add("", rangeInWords(schema.minItems, schema.maxItems, "item"));
  add("Unique items", schema.uniqueItems === true ? "" : undefined);
  add("", rangeInWords(schema.minProperties, schema.maxProperties, "property"));
  add("Pattern: ", schema.pattern);
  const { items = true, additionalProperties = true } = schema;
  return [
    ...(constraints.length === 0 ? [] : textLines(prefix + constraints.join(". "))),
    ...(typeof items === "object" ? constraintLines(items, `${prefix}Items: `) : []),
    ...(typeof additionalProperties === "object" ? constraintLines(additionalProperties, `${prefix}Values: `) : []),
  ];
}

/** Keywords that `constraintLines` puts into words. */
const CONSTRAINTS: ReadonlySet<string> = new Set<keyof SchemaObject>([
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

/** Returns true if the type is an integer, and neither `format` nor listed values show that. */
export function saysInteger({ type, format = "", enum: values, const: value }: SchemaObject): boolean {
  const isInteger = typeof type === "string" ? type === "integer" : type?.includes("integer");
  return isInteger === true && !/^u?int/.test(format) && values === undefined && value === undefined;
}

function rangeInWords(least: number | undefined, most: number | undefined, noun: string): string | undefined {
  if (least !== undefined && most !== undefined) {
    return least === most ? countOf(least, noun) : `${least} to ${countOf(most, noun)}`;
  }
  if (least !== undefined) return `At least ${countOf(least, noun)}`;
  return most === undefined ? undefined : `At most ${countOf(most, noun)}`;
}

function countOf(amount: number, noun: string): string {
  if (amount === 1) return `1 ${noun}`;
  return `${amount} ${noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}
