/**
 * Finds the keywords of a schema that TypeScript types cannot express, and checks that the comments of the generated
 * type name them. Otherwise a reader of the type would not know of the constraint.
 */
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import { subschemas } from "../../1-document/schemas/subschemas.ts";
import type { SchemaForm, SchemaForms } from "../../1-document/rewrite/schema-forms.ts";

/** The phrases by which comments describe simple constraints. */
const KEYWORD_PHRASES: Partial<Readonly<Record<keyof SchemaObject, RegExp>>> = {
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

/** Keywords that only a validator can check. */
const VALIDATOR_KEYWORDS: readonly (keyof SchemaObject)[] = [
  "not",
  "if",
  "contains",
  "dependentRequired",
  "dependentSchemas",
  ...(Object.keys(KEYWORD_PHRASES) as (keyof SchemaObject)[]), // the keys of the table above
];

const VALIDATOR_ONLY = /Checked by the validator only: (.*)/g;

/** Returns true if a declaration, including its comments, says that only the validator checks `keyword`. */
export function isDocumented(keyword: string, declaration: string): boolean {
  // of `items.pattern`, the keyword is the last part
  const words = [...declaration.matchAll(VALIDATOR_ONLY)].flatMap(
    ([, list = ""]) => list.match(/[$\w]+(?=[,.]?(?: |$))/g) ?? [],
  );
  return (
    words.includes(keyword) ||
    (Object.hasOwn(KEYWORD_PHRASES, keyword) && KEYWORD_PHRASES[keyword as "format"]?.test(declaration)) === true
  );
}

export interface UncheckedKeywords {
  /** Keywords that the type leaves to the validator, as its comment says. */
  readonly documented: readonly string[];
  /** Keywords that neither the type nor its comment expresses. */
  readonly undocumented: readonly string[];
}

/** The form of a schema, which decides whether `readOnly` and `writeOnly` properties are visible. */
export interface FormContext {
  readonly variants: SchemaForms;
  readonly form: SchemaForm;
}

/** Returns the unchecked keywords of a schema and its inline subschemas. Referenced schemas have types of their own. */
export function uncheckedKeywordsOf(
  schema: Schema,
  declaration: string,
  { variants, form }: FormContext,
): UncheckedKeywords {
  const found = new Set<keyof SchemaObject>();
  const waiting: Schema[] = [schema];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === "boolean") continue;
    for (const keyword of VALIDATOR_KEYWORDS) if (isConstraining(next, keyword)) found.add(keyword);
    const visibleProperties = variants.properties(next, form);
    // a schema that is only tested, such as `if`, is no constraint
    for (const { schema: below, role, path } of subschemas(next)) {
      const [keyword, name = ""] = path;
      const isHidden = keyword === "properties" && !Object.hasOwn(visibleProperties, name);
      if (role !== "test" && role !== "definition" && !isHidden) waiting.push(below);
    }
  }
  const keywords = [...found].toSorted();
  return {
    documented: keywords.filter((keyword) => isDocumented(keyword, declaration)),
    undocumented: keywords.filter((keyword) => !isDocumented(keyword, declaration)),
  };
}

/** Returns true if the keyword rejects some value. */
function isConstraining(schema: SchemaObject, keyword: keyof SchemaObject): boolean {
  const value = schema[keyword];
  if (value === undefined || value === false) return false;
  if (keyword === "not") return value !== true && Object.keys(Object(value)).length > 0;
  return keyword !== "if" || (schema.then ?? schema.else) !== undefined;
}
