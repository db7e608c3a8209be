/**
 * Which keywords of a schema TypeScript has no types for, and whether the comments of the generated type name them:
 * what neither the type nor its comment says is lost in silence.
 */
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import { subschemas } from "../../1-document/schemas/subschemas.ts";
import type { SchemaForm, SchemaForms } from "../../1-document/rewrite/schema-forms.ts";

/** How comments tell simple constraints. */
const IN_WORDS: Partial<Readonly<Record<keyof SchemaObject, RegExp>>> = {
  format: /Format: /,
  pattern: /Pattern: /,
  minimum: /Minimum: /,
  exclusiveMinimum: /More than /,
  maximum: /Maximum: /,
  exclusiveMaximum: /Less than /,
  multipleOf: /Multiple of /,
  minLength: /\d characters?\b/,
  maxLength: /\d characters?\b/,
  minItems: /\d items?\b/,
  maxItems: /\d items?\b/,
  uniqueItems: /Unique items/,
  minProperties: /\d propert(?:y|ies)\b/,
  maxProperties: /\d propert(?:y|ies)\b/,
};

/** Those that only a validator can check, whatever is in them. */
const FOR_VALIDATORS: readonly (keyof SchemaObject)[] = [
  "not",
  "if",
  "contains",
  "dependentRequired",
  "dependentSchemas",
  ...(Object.keys(IN_WORDS) as (keyof SchemaObject)[]), // the keys of the table above
];

const TOLD = /Checked by the validator only: (.*)/g;

/** Whether the text of a declaration, comments included, says that `keyword` is for the validator. */
export function isTold(keyword: string, declaration: string): boolean {
  // `items.pattern`: what is told is the last
  const words = [...declaration.matchAll(TOLD)].flatMap(([, list = ""]) => list.match(/[$\w]+(?=[,.]?(?: |$))/g) ?? []);
  return (
    words.includes(keyword) ||
    (Object.hasOwn(IN_WORDS, keyword) && IN_WORDS[keyword as "format"]?.test(declaration)) === true
  );
}

export interface Fidelity {
  /** Keywords that the type leaves to the validator, and says so. */
  readonly told: readonly string[];
  /** Keywords that neither the type nor its comments say. */
  readonly silent: readonly string[];
}

/** What is in a schema depends on where it travels. */
export interface Travel {
  readonly variants: SchemaForms;
  readonly form: SchemaForm;
}

/** Of the schema itself and of what stands in it; what it refers to has a type of its own. */
export function fidelityOf(schema: Schema, declaration: string, { variants, form }: Travel): Fidelity {
  const found = new Set<keyof SchemaObject>();
  const waiting: Schema[] = [schema];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === "boolean") continue;
    for (const keyword of FOR_VALIDATORS) if (says(next, keyword)) found.add(keyword);
    const travelling = variants.properties(next, form);
    // what only asks about a value constrains nothing by itself
    for (const { schema: below, role, path } of subschemas(next)) {
      const [keyword, name = ""] = path;
      const isHidden = keyword === "properties" && !Object.hasOwn(travelling, name);
      if (role !== "test" && role !== "definition" && !isHidden) waiting.push(below);
    }
  }
  const keywords = [...found].toSorted();
  return {
    told: keywords.filter((keyword) => isTold(keyword, declaration)),
    silent: keywords.filter((keyword) => !isTold(keyword, declaration)),
  };
}

/** Whether the keyword asks for anything, and for more than that there be no value. */
function says(schema: SchemaObject, keyword: keyof SchemaObject): boolean {
  const value = schema[keyword];
  if (value === undefined || value === false) return false;
  if (keyword === "not") return value !== true && Object.keys(Object(value)).length > 0;
  return keyword !== "if" || (schema.then ?? schema.else) !== undefined;
}
