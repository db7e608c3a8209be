/**
 * A schema of the document in one of its forms → what the compiler gets: assertions only, references resolved to the
 * functions that they call, and nothing that is ill-typed, unknown, or text for people.
 */
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import type { SchemaForm, SchemaForms } from "../../1-document/rewrite/schema-forms.ts";
import {
  type Assertion,
  type Assertions,
  assertionsOf,
  type SubschemaCall,
  type Entry,
  isAssertion,
  mayBeBytes,
} from "./assertions.ts";
import { isSchema } from "./resources.ts";

export interface Prepared {
  readonly schema: Assertion;
  /** Every keyword in it. */
  readonly keywords: ReadonlySet<keyof Assertions>;
  /** The checks that it calls. */
  readonly calls: ReadonlySet<string>;
}

/** What a value is checked against: a schema of the document, or an object of several. */
export type PreparedSource =
  | { readonly kind: "schema"; readonly schema: Schema }
  | { readonly kind: "object"; readonly members: readonly PreparedMember[] };

export interface PreparedMember {
  readonly name: string;
  readonly required: boolean;
  readonly source: PreparedSource;
}

/** Properties whose values are bytes, by name; and whether there is a list of them. */
export type Files = ReadonlyMap<string, boolean>;

/** What there is to know of the rest of the document. */
export interface PreparedContext {
  readonly form: SchemaForm;
  readonly files: Files;
  readonly variants: SchemaForms;
  /** What the reference of a schema leads to, and the function that checks it in this form. */
  resolve(reference: string, holder: SchemaObject): { readonly schema: Schema; readonly name: string } | undefined;
  /** The functions of the `$dynamicAnchor`s that whoever enters the schema passes; none unless they matter. */
  anchorsOf(schema: Schema): ReadonlyMap<string, string>;
  /** The function of a schema that is not a reference's, in this form. */
  functionFor(schema: Schema): string;
}

/** Where a schema stands below the source. */
interface SchemaPlace {
  /** Below a keyword that only asks about a value and says nothing of its shape: nothing is waived there. */
  readonly asked: boolean;
  /** The schema is about a whole body that has files. */
  readonly files: Files | undefined;
}

const QUESTIONS: ReadonlySet<string> = new Set(["not", "if", "contains", "propertyNames"]);
const COMPOSITIONS: ReadonlySet<string> = new Set(["allOf", "anyOf", "oneOf"]);
const FILE: SchemaObject = { type: "string", format: "binary" };

export function prepare(
  source: PreparedSource,
  { form, files, variants, resolve, ...surroundings }: PreparedContext,
): Prepared {
  const keywords = new Set<keyof Assertions>();
  const calls = new Set<string>();
  const inlined = new Set<Schema>();

  function ofSource(part: PreparedSource): Assertion {
    if (part.kind === "schema") return ofEntered(part.schema);
    const properties = part.members.map((member) => [member.name, ofSource(member.source)] as const);
    const required = part.members.filter((member) => member.required).map((member) => member.name);
    return collect([["type", ["object"]], ...requiring(required), ["properties", Object.fromEntries(properties)]]);
  }

  function ofEntered(schema: Schema): Assertion {
    const assertions = ofSchema(schema, { asked: false, files: files.size === 0 ? undefined : files });
    const anchors = surroundings.anchorsOf(schema);
    if (anchors.size === 0) return assertions;
    for (const name of anchors.values()) calls.add(name);
    return collect([
      ["enter", [...anchors]],
      ["allOf", [assertions]],
    ]);
  }

  function ofSchema(schema: Schema, place: SchemaPlace): Assertion {
    if (typeof schema === "boolean") return schema;
    const required = place.asked ? (schema.required ?? []) : variants.required(schema, form);
    const entries: Entry[] = [...requiring(required)];
    if (mayBeBytes(schema)) entries.push(["bytes", true]);
    for (const [keyword, value] of Object.entries(withFiles(schema, place))) {
      if (!isAssertion(keyword)) continue;
      const context = {
        schema,
        below: (part: unknown) => !isSchema(part) || ofPart(part, below(place, keyword)),
        call: (reference: string) => call(reference, schema),
      };
      entries.push(...assertionsOf(keyword, value, context));
    }
    return collect(entries);
  }

  /** A schema with an address of its own is entered by a call where anchors matter. */
  function ofPart(schema: Schema, place: SchemaPlace): Assertion {
    const isEntered = typeof schema === "object" && schema.$id !== undefined && surroundings.anchorsOf(schema).size > 0;
    if (!isEntered) return ofSchema(schema, place);
    const name = surroundings.functionFor(schema);
    calls.add(name);
    return collect([["check", name]]);
  }

  /** A function that others call too knows nothing of files: the schema of a reference is looked into here. */
  function withFiles(schema: SchemaObject, { files: here }: SchemaPlace): SchemaObject {
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

  function call(reference: string, holder: SchemaObject): SubschemaCall | undefined {
    const target = resolve(reference, holder);
    if (target === undefined) return undefined;
    calls.add(target.name);
    const anchor = typeof target.schema === "object" ? target.schema.$dynamicAnchor : undefined;
    return { name: target.name, anchor: reference.endsWith(`#${anchor}`) ? anchor : undefined };
  }

  function collect(entries: readonly Entry[]): Assertions {
    for (const [keyword] of entries) keywords.add(keyword);
    return Object.fromEntries(entries); // each read by the reader of its keyword
  }

  return { schema: ofSource(source), keywords, calls };
}

function requiring(names: readonly string[]): readonly Entry[] {
  return names.length > 0 ? [["required", names]] : [];
}

/** What the bytes of a file can be asked for: nothing; how many there are, however, can. */
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

function below({ asked, files }: SchemaPlace, keyword: string): SchemaPlace {
  return { asked: asked || QUESTIONS.has(keyword), files: COMPOSITIONS.has(keyword) ? files : undefined };
}
