/** Combines the keywords of all schemas that apply to one instance: references, `allOf` and chosen alternatives. */
import type { Document, Schema, SchemaObject, SchemaType } from "../../1-document/openapi.ts";
import { type SchemaForm, schemaFormsOf } from "../../1-document/rewrite/schema-forms.ts";
import { type Conjunction, referencedSchema, declaredTypes } from "../description/described-schemas.ts";

/** Combined keywords of a conjunction. */
export interface ConjunctionFacts {
  /** False if no valid instance exists. True if one may exist. */
  readonly isPossible: boolean;
  /** Types that all schemas allow. Undefined for any type. */
  readonly types: ReadonlySet<SchemaType> | undefined;
  /** Values that `const` and `enum` of all schemas allow. Undefined without these keywords. */
  readonly values: readonly unknown[] | undefined;
  readonly examples: readonly unknown[];
  /** All schema objects of the conjunction. Limits, patterns and formats are in them. */
  readonly schemas: readonly SchemaObject[];
  readonly properties: ReadonlyMap<string, Conjunction>;
  /** Properties that do not occur in this direction: `readOnly` in requests, `writeOnly` in responses. */
  readonly hiddenProperties: ReadonlySet<string>;
  readonly required: ReadonlySet<string>;
  /** `oneOf`, `anyOf` and `if` without a chosen alternative. */
  readonly openChoices: readonly SchemaChoice[];
}

/** Alternatives, one of which must apply. */
interface SchemaChoice {
  /** Identity of the choice: the array of alternatives in the description. */
  readonly key: object;
  readonly branches: readonly Schema[];
}

/** Chosen alternatives, by `SchemaChoice.key`. */
export type ChosenBranches = ReadonlyMap<object, Schema>;

/** Returns the combined keywords of a conjunction. */
export function gatherFacts(
  document: Document,
  conjunction: Conjunction,
  form: SchemaForm,
  chosen: ChosenBranches,
): ConjunctionFacts {
  const variants = schemaFormsOf(document);
  const schemas = new Set<SchemaObject>();
  const properties = new Map<string, Schema[]>();
  const hiddenProperties = new Set<string>();
  const required = new Set<string>();
  const openChoices = new Map<object, SchemaChoice>();
  const examples: unknown[] = [];
  let isPossible = true;
  let types: ReadonlySet<SchemaType> | undefined;
  let values: readonly unknown[] | undefined;

  const waiting: Schema[] = [...conjunction];
  for (let schema = waiting.shift(); schema !== undefined; schema = waiting.shift()) {
    if (typeof schema === "boolean") {
      isPossible &&= schema;
      continue;
    }
    if (schemas.has(schema)) continue;
    schemas.add(schema);
    types = commonTypes(types, declaredTypes(schema));
    const listed = schema.const !== undefined ? [schema.const] : schema.enum;
    if (listed !== undefined) {
      values = values === undefined ? listed : values.filter((one) => includesValue(listed, one));
    }
    const own = variants.properties(schema, form);
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      if (own[name] === undefined) hiddenProperties.add(name);
      else properties.set(name, [...(properties.get(name) ?? []), property]);
    }
    for (const name of variants.required(schema, form)) required.add(name);
    examples.push(...schemaExamples(schema));
    const target = referencedSchema(document, schema);
    waiting.push(...(schema.allOf ?? []), ...(target === undefined ? [] : [target]));
    for (const choice of schemaChoices(schema)) {
      const branch = chosen.get(choice.key);
      if (branch === undefined) openChoices.set(choice.key, choice);
      else waiting.push(branch);
    }
    for (const [name, dependent] of Object.entries(schema.dependentSchemas ?? {})) {
      if (required.has(name)) waiting.push(dependent);
    }
  }
  for (const schema of schemas) {
    for (const [name, others] of Object.entries(schema.dependentRequired ?? {})) {
      if (required.has(name)) for (const other of others) required.add(other);
    }
  }
  isPossible &&= types === undefined || types.size > 0;
  return {
    isPossible,
    types,
    values,
    examples,
    schemas: [...schemas],
    properties,
    hiddenProperties,
    required,
    openChoices: [...openChoices.values()],
  };
}

/** Returns the types in both sets. `number` includes `integer`. */
function commonTypes(known: ReadonlySet<SchemaType> | undefined, own: readonly SchemaType[]) {
  if (own.length === 0) return known;
  if (known === undefined) return new Set(own);
  const common = new Set<SchemaType>();
  for (const type of known) {
    if (own.includes(type) || (type === "integer" && own.includes("number"))) common.add(type);
    if (type === "number" && own.includes("integer")) common.add("integer");
  }
  return common;
}

function includesValue(values: readonly unknown[], one: unknown): boolean {
  return values.some((value) => JSON.stringify(value) === JSON.stringify(one));
}

function schemaExamples({ examples, example, default: own }: SchemaObject): readonly unknown[] {
  const given = Array.isArray(examples) ? examples : [];
  return [...given, ...(example === undefined ? [] : [example]), ...(own === undefined ? [] : [own])];
}

const conditionalChoices = new WeakMap<SchemaObject, SchemaChoice>();

function schemaChoices(schema: SchemaObject): readonly SchemaChoice[] {
  const choices: SchemaChoice[] = [];
  if (schema.oneOf !== undefined) choices.push({ key: schema.oneOf, branches: schema.oneOf });
  if (schema.anyOf !== undefined) choices.push({ key: schema.anyOf, branches: schema.anyOf });
  if (schema.if !== undefined) choices.push(conditionalChoice(schema, schema.if));
  return choices;
}

/** Returns the alternatives of `if`: `if` and `then`, or `else`. For `else`, the judge checks that `if` is violated. */
function conditionalChoice(schema: SchemaObject, test: Schema): SchemaChoice {
  const known = conditionalChoices.get(schema);
  if (known !== undefined) return known;
  const branches = [{ allOf: [test, schema.then ?? true] }, schema.else ?? true];
  const choice: SchemaChoice = { key: {}, branches };
  conditionalChoices.set(schema, choice);
  return choice;
}
