/** Which keywords of a schema its type cannot say, so that only the validator checks them. */
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import { saysInteger } from "../docs.ts";
import { evaluatesElsewhere, isComposed, isForbidden } from "./composition.ts";
import type { Declarations } from "./declarations.ts";
import { areExclusive } from "./exclusion.ts";
import { listsNames, prefixesOf } from "./property-names.ts";

/** Keywords that TypeScript has no types for. */
const UNSAYABLE = ["contains", "dependentRequired", "dependentSchemas"] as const satisfies readonly Keyword[];

/** Simple constraints, which comments tell in words as far as there is one (see `docs.ts`). */
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

/** A remark for the comment of whatever has this schema; none where the type says it all. */
export function notesOf(schema: Schema, declarations: Declarations): readonly string[] {
  if (isSimple(schema)) return [];
  const keywords = new Set(unsayable(schema, { declarations, way: "", isBranch: false, isTold: true }));
  return keywords.size === 0 ? [] : [`Checked by the validator only: ${[...keywords].join(", ")}.`];
}

/** Whether the schema says no more than types and the words of comments do: most schemas are such properties. */
function isSimple(schema: Schema): boolean {
  return typeof schema === "boolean" || Object.keys(schema).every((keyword) => SAID.has(keyword));
}

const SAID: ReadonlySet<string> = new Set<Keyword>([
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

interface NotePosition {
  readonly declarations: Declarations;
  /** `items.` for what is said of the items of an array. */
  readonly way: string;
  /** Other schemas apply to the same value. */
  readonly isBranch: boolean;
  /** Its simple constraints are told in words already. */
  readonly isTold: boolean;
}

/** Of the schema and all below it that have no comment of their own: whatever is neither named nor a property. */
function unsayable(schema: Schema, place: NotePosition): readonly string[] {
  if (typeof schema === "boolean" || isForbidden(schema)) return [];
  const composed = place.isBranch || isComposed(schema);
  const constraints = CONSTRAINTS.filter((keyword) => schema[keyword] !== undefined);
  const own = place.isTold ? [] : [...(saysInteger(schema) ? ["integer"] : []), ...constraints];
  const found = [...own, ...ownKeywords(schema, composed, place.declarations)].map((keyword) => place.way + keyword);
  const below = (keyword: "" | Keyword, schemas: readonly (Schema | undefined)[]): void => {
    const way = keyword === "" ? place.way : `${place.way}${keyword}.`;
    const isBranch = keyword === "" && composed;
    const isTold = place.isTold && (keyword === "items" || keyword === "additionalProperties");
    for (const part of schemas) {
      if (part !== undefined) found.push(...unsayable(part, { ...place, way, isBranch, isTold }));
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

function ownKeywords(schema: SchemaObject, composed: boolean, declarations: Declarations): readonly Keyword[] {
  const { oneOf = [], patternProperties, additionalProperties, properties = {} } = schema;
  const found: Keyword[] = UNSAYABLE.filter((keyword) => schema[keyword] !== undefined);
  const say = (keyword: Keyword, isSaid: boolean): void => {
    if (schema[keyword] !== undefined && !isSaid) found.push(keyword);
  };
  const isDeclaring = Object.keys(properties).length > 0 || patternProperties !== undefined;
  say("not", false);
  say("if", (schema.then ?? schema.else) === undefined);
  say("oneOf", areExclusive(oneOf, declarations));
  say(
    "$dynamicRef",
    declarations.targets(schema).every((targets) => targets.length === 1),
  );
  say("patternProperties", prefixesOf(schema) !== undefined);
  say("propertyNames", !isDeclaring && listsNames(schema, declarations));
  say(
    "additionalProperties",
    additionalProperties === false ? !composed : !isDeclaring || isAnything(additionalProperties),
  );
  const isLast = !composed && !evaluatesElsewhere(schema);
  say("unevaluatedProperties", isLast || isAnything(schema.unevaluatedProperties));
  say("unevaluatedItems", isLast || isAnything(schema.unevaluatedItems));
  return found;
}

function isAnything(schema: Schema | undefined): boolean {
  return schema === undefined || schema === true || (typeof schema === "object" && Object.keys(schema).length === 0);
}
