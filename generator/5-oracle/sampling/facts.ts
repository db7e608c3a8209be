/** What all schemas of a conjunction say of one value, gathered: through references, `allOf` and chosen alternatives. */
import type { Document, Schema, SchemaObject, SchemaType } from "../../1-document/openapi.ts";
import { type SchemaForm, schemaFormsOf } from "../../1-document/rewrite/schema-forms.ts";
import { type Conjunction, referred, typesOf } from "../description/described-schemas.ts";

export interface Facts {
  /** False where nothing can be legal, as far as one look tells. */
  readonly possible: boolean;
  /** Undefined: any. */
  readonly types: ReadonlySet<SchemaType> | undefined;
  /** From `const` and `enum`. */
  readonly values: readonly unknown[] | undefined;
  readonly examples: readonly unknown[];
  /** Every object schema of the conjunction: bounds, patterns and formats are read from all of them. */
  readonly schemas: readonly SchemaObject[];
  readonly properties: ReadonlyMap<string, Conjunction>;
  /** Properties that do not travel in the form. */
  readonly hidden: ReadonlySet<string>;
  readonly required: ReadonlySet<string>;
  /** `oneOf`, `anyOf` and `if` whose alternative has not been chosen. */
  readonly open: readonly SchemaChoice[];
}

/** Alternatives of which one must hold. */
export interface SchemaChoice {
  /** What tells it from others: the list in the description. */
  readonly key: object;
  readonly branches: readonly Schema[];
}

export type Chosen = ReadonlyMap<object, Schema>;

export function factsOf(document: Document, conjunction: Conjunction, form: SchemaForm, chosen: Chosen): Facts {
  const variants = schemaFormsOf(document);
  const schemas = new Set<SchemaObject>();
  const properties = new Map<string, Schema[]>();
  const hidden = new Set<string>();
  const required = new Set<string>();
  const open = new Map<object, SchemaChoice>();
  const examples: unknown[] = [];
  let possible = true;
  let types: ReadonlySet<SchemaType> | undefined;
  let values: readonly unknown[] | undefined;

  const waiting: Schema[] = [...conjunction];
  for (let schema = waiting.shift(); schema !== undefined; schema = waiting.shift()) {
    if (typeof schema === "boolean") {
      possible &&= schema;
      continue;
    }
    if (schemas.has(schema)) continue;
    schemas.add(schema);
    types = both(types, typesOf(schema));
    const listed = schema.const !== undefined ? [schema.const] : schema.enum;
    if (listed !== undefined) values = values === undefined ? listed : values.filter((one) => isAmong(listed, one));
    const own = variants.properties(schema, form);
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      if (own[name] === undefined) hidden.add(name);
      else properties.set(name, [...(properties.get(name) ?? []), property]);
    }
    for (const name of variants.required(schema, form)) required.add(name);
    examples.push(...examplesOf(schema));
    const target = referred(document, schema);
    waiting.push(...(schema.allOf ?? []), ...(target === undefined ? [] : [target]));
    for (const choice of choicesOf(schema)) {
      const branch = chosen.get(choice.key);
      if (branch === undefined) open.set(choice.key, choice);
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
  possible &&= types === undefined || types.size > 0;
  return {
    possible,
    types,
    values,
    examples,
    schemas: [...schemas],
    properties,
    hidden,
    required,
    open: [...open.values()],
  };
}

/** `number` takes integers in. */
function both(known: ReadonlySet<SchemaType> | undefined, own: readonly SchemaType[]) {
  if (own.length === 0) return known;
  if (known === undefined) return new Set(own);
  const common = new Set<SchemaType>();
  for (const type of known) {
    if (own.includes(type) || (type === "integer" && own.includes("number"))) common.add(type);
    if (type === "number" && own.includes("integer")) common.add("integer");
  }
  return common;
}

function isAmong(values: readonly unknown[], one: unknown): boolean {
  return values.some((value) => JSON.stringify(value) === JSON.stringify(one));
}

function examplesOf({ examples, example, default: own }: SchemaObject): readonly unknown[] {
  const given = Array.isArray(examples) ? examples : [];
  return [...given, ...(example === undefined ? [] : [example]), ...(own === undefined ? [] : [own])];
}

const conditionals = new WeakMap<SchemaObject, SchemaChoice>();

function choicesOf(schema: SchemaObject): readonly SchemaChoice[] {
  const choices: SchemaChoice[] = [];
  if (schema.oneOf !== undefined) choices.push({ key: schema.oneOf, branches: schema.oneOf });
  if (schema.anyOf !== undefined) choices.push({ key: schema.anyOf, branches: schema.anyOf });
  if (schema.if !== undefined) choices.push(conditional(schema, schema.if));
  return choices;
}

/** `if` holds and `then` with it, or `else` does: that `if` does not hold then is for the judge to see. */
function conditional(schema: SchemaObject, test: Schema): SchemaChoice {
  const known = conditionals.get(schema);
  if (known !== undefined) return known;
  const branches = [{ allOf: [test, schema.then ?? true] }, schema.else ?? true];
  const choice: SchemaChoice = { key: {}, branches };
  conditionals.set(schema, choice);
  return choice;
}
