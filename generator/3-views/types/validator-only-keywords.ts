/** Keywords that a TypeScript type cannot express, so that only the validator checks them. */
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import { validatedSchema } from "../../1-document/schemas/narrowing.ts";
import { saysInteger } from "../docs.ts";
import { evaluatesElsewhere, isComposed, isForbidden } from "./composition-types.ts";
import type { NamedTypes } from "./named-types.ts";
import { areExclusive } from "./exclusive-alternatives.ts";
import { listsPropertyNames, patternPrefixes } from "./property-names.ts";

/** Keywords that no TypeScript type can express. */
const WITHOUT_TYPE = ["contains", "dependentRequired", "dependentSchemas"] as const satisfies readonly Keyword[];

/** Simple constraints. Doc comments describe them in words if there is one (see `docs.ts`). */
const CONSTRAINTS = [
  "format",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "exclusiveMinimum",
  "maximum",
  "exclusiveMaximum",
  "multipleOf",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
] as const satisfies readonly Keyword[];

type Keyword = keyof SchemaObject;

/** Returns a note for the doc comment of a schema, or none if the type expresses all keywords. */
export function validatorOnlyNotes(schema: Schema, namedTypes: NamedTypes): readonly string[] {
  if (isSimple(schema)) return [];
  const keywords = new Set(validatorOnlyIn(schema, { namedTypes, path: "", isBranch: false, isDocumented: true }));
  return keywords.size === 0 ? [] : [`Checked by the validator only: ${[...keywords].join(", ")}.`];
}

/** Returns true if types and doc comments express all keywords, as for most properties. */
function isSimple(schema: Schema): boolean {
  return typeof schema === "boolean" || Object.keys(schema).every((keyword) => ALWAYS_EXPRESSED.has(keyword));
}

const ALWAYS_EXPRESSED: ReadonlySet<string> = new Set<Keyword>([
  ...CONSTRAINTS,
  "type",
  "enum",
  "const",
  "title",
  "description",
  "default",
  "example",
  "examples",
  "deprecated",
  "readOnly",
  "writeOnly",
]);

interface KeywordPosition {
  readonly namedTypes: NamedTypes;
  /** Prefix of keywords in the note, such as `items.` */
  readonly path: string;
  /** Set if other schemas apply to the same value. */
  readonly isBranch: boolean;
  /** Set if the doc comment already describes simple constraints. */
  readonly isDocumented: boolean;
}

/** Returns the keywords of a schema and of all subschemas without a doc comment of their own. */
function validatorOnlyIn(schema: Schema, place: KeywordPosition): readonly string[] {
  if (typeof schema === "boolean" || isForbidden(schema)) return [];
  const composed = place.isBranch || isComposed(schema);
  const constraints = CONSTRAINTS.filter((keyword) => schema[keyword] !== undefined);
  const own = place.isDocumented ? [] : [...(saysInteger(schema) ? ["integer"] : []), ...constraints];
  const found = [...own, ...ownValidatorOnlyKeywords(schema, composed, place.namedTypes)].map(
    (keyword) => place.path + keyword,
  );
  const below = (keyword: "" | Keyword, schemas: readonly (Schema | undefined)[]): void => {
    const path = keyword === "" ? place.path : `${place.path}${keyword}.`;
    const isBranch = keyword === "" && composed;
    const isDocumented = place.isDocumented && (keyword === "items" || keyword === "additionalProperties");
    for (const part of schemas) {
      if (part !== undefined) found.push(...validatorOnlyIn(part, { ...place, path, isBranch, isDocumented }));
    }
  };
  const {
    allOf = [],
    oneOf = [],
    anyOf = [],
    then,
    else: otherwise,
    prefixItems = [],
    patternProperties = {},
  } = schema;
  below("", [...allOf, ...oneOf, ...anyOf, then, otherwise]);
  below("prefixItems", prefixItems);
  below("items", [schema.items]);
  below("additionalProperties", [schema.additionalProperties]);
  below("patternProperties", Object.values(patternProperties));
  return found;
}

function ownValidatorOnlyKeywords(schema: SchemaObject, composed: boolean, namedTypes: NamedTypes): readonly Keyword[] {
  const { oneOf = [], patternProperties, additionalProperties, properties = {} } = schema;
  const found: Keyword[] = WITHOUT_TYPE.filter((keyword) => schema[keyword] !== undefined);
  const addUnless = (isExpressed: boolean, keyword: Keyword): void => {
    if (schema[keyword] !== undefined && !isExpressed) found.push(keyword);
  };
  const declaresProperties = Object.keys(properties).length > 0 || patternProperties !== undefined;
  addUnless(false, "not");
  addUnless((schema.then ?? schema.else) === undefined, "if");
  addUnless(areExclusive(oneOf.map(validatedAlternative), namedTypes), "oneOf");
  addUnless(
    namedTypes.referenceTargets(schema).every((targets) => targets.length === 1),
    "$dynamicRef",
  );
  addUnless(patternPrefixes(schema) !== undefined, "patternProperties");
  addUnless(!declaresProperties && listsPropertyNames(schema, namedTypes), "propertyNames");
  addUnless(
    additionalProperties === false ? !composed : !declaresProperties || isAnything(additionalProperties),
    "additionalProperties",
  );
  const isLast = !composed && !evaluatesElsewhere(schema);
  addUnless(
    isAnything(schema.unevaluatedProperties) ||
      (isLast && (schema.unevaluatedProperties === false || !declaresProperties)),
    "unevaluatedProperties",
  );
  addUnless(isLast || isAnything(schema.unevaluatedItems), "unevaluatedItems");
  return found;
}

/** Returns an alternative without the tag that narrows its type: validators count the alternatives that match. */
function validatedAlternative(schema: Schema): Schema {
  if (typeof schema === "boolean" || schema.allOf === undefined) return schema;
  return { ...schema, allOf: schema.allOf.map(validatedSchema) };
}

function isAnything(schema: Schema | undefined): boolean {
  return schema === undefined || schema === true || (typeof schema === "object" && Object.keys(schema).length === 0);
}
