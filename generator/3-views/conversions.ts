/**
 * Which parts of values are converted (`Date`, `bigint`), as the data that `templates/runtime/conversion/conversions.ts` walks:
 * nothing where nothing is. Named schemas become constants of `conversions.ts`, referred to as functions, since a schema
 * may be part of itself.
 */
import type { Schema, SchemaObject } from "../1-document/openapi.ts";
import { subschemas } from "../1-document/schemas/subschemas.ts";
import { schemaFormsOf } from "../1-document/rewrite/schema-forms.ts";
import type { Json } from "../1-document/json.ts";
import type { Api, NamedSchema } from "../2-model/api.ts";
import type { ValueConversions } from "../options.ts";
import { code, type Code, identifier, literal } from "./code.ts";
import { type Data, layOut } from "./layout.ts";
import { alwaysAppliedSchemas, namedTypesOf } from "./types/named-types.ts";
import { kindsInSchema } from "./types/value-kinds.ts";
import { convertedTypesFinder } from "./types/converted-types.ts";
import { allowedValues } from "./types/literal-types.ts";

export interface Conversions {
  /** Undefined where nothing of the values is converted. */
  of(schema: Schema, scope: Scope): Data | undefined;
  /** The schemas that may be referred to. */
  readonly named: readonly NamedSchema[];
  /** Whether there are integers that JSON and text must not round. */
  readonly isExact: boolean;
}

/** Where data stands. */
export interface Scope {
  /** Before the names of constants. */
  readonly prefix: Code;
  /** The schema whose constant it is, of all of the value. */
  readonly declares: NamedSchema | undefined;
}

/** A file of operations. */
export const ELSEWHERE: Scope = { prefix: code`conversions.`, declares: undefined };

export interface ConversionsView {
  readonly conversions: readonly { readonly name: Code; readonly data: Code }[];
}

export const NO_CONVERSIONS: Conversions = { of: () => undefined, named: [], isExact: false };

export function conversionsView({ of, named }: Conversions): ConversionsView {
  return {
    conversions: named.map((declares) => {
      const data = of(declares.schema, { prefix: code``, declares }) ?? { allOf: [] };
      const name = identifier(declares.identifier);
      return { name, data: layOut(data, { margin: 0, taken: name.length + 28 }) };
    }),
  };
}

export function conversionsOf(api: Api, formats: ValueConversions = {}): Conversions {
  if (Object.keys(formats).length === 0) return NO_CONVERSIONS;
  const declarations = namedTypesOf(api);
  const variants = schemaFormsOf(api.document);
  const leaves = convertedTypesFinder(declarations, formats);
  const converted = convertedSchemas(api, (schema) => ownLeaves(schema).length > 0, declarations.referenceTargets);

  /** The leaves that `schema` states by itself; those of other schemas that apply are stated there. */
  function ownLeaves(schema: SchemaObject): readonly Code[] {
    const { $ref: _reference, $dynamicRef: _dynamic, allOf: _all, ...own } = schema;
    const found = leaves(own, undefined);
    return [...found].filter((leaf) => leaf !== "literal").map(literal);
  }

  function of(schema: Schema, scope: Scope): Data | undefined {
    if (typeof schema === "boolean") return undefined;
    // values that are listed stay what they are
    if (alwaysAppliedSchemas(schema, declarations).some((each) => allowedValues(each) !== undefined)) return undefined;
    const all = [
      ...ownLeaves(schema),
      ...references(schema, scope),
      ...[schema.allOf ?? []].flat().map((each) => of(each, scope)),
      alternatives(schema.oneOf, scope),
      alternatives(schema.anyOf, scope),
      alternatives(
        [schema.then, schema.else].filter((each) => each !== undefined),
        scope,
        false,
      ),
      objectParts(schema, scope),
      listParts(schema, scope),
    ].filter((each) => each !== undefined);
    return all.length > 1 ? { allOf: all } : all[0];
  }

  function references(schema: SchemaObject, scope: Scope): readonly (Data | undefined)[] {
    return declarations.referenceTargets(schema).map((targets) => {
      if (targets.length === 1) return targets.map((target) => reference(target, scope))[0];
      const found = targets.map((target) => ({ as: reference(target, scope) }));
      return found.some(({ as }) => as !== undefined) ? { anyOf: found } : undefined;
    });
  }

  function reference(target: NamedSchema, scope: Scope): Data | undefined {
    const { prefix, declares } = scope;
    // a schema that applies itself to its own value says nothing by that
    if (!converted.has(target) || (declares && declarations.isCircular(declares, target))) return undefined;
    return code`() => ${prefix}${identifier(target.identifier)}`;
  }

  /** `known`: whether it can be told by the value which of them holds. */
  function alternatives(schemas: readonly Schema[] = [], scope: Scope, known = true): Data | undefined {
    const found = schemas.map((each) => ({ ...(known && signs(each)), as: of(each, scope) }));
    return found.some(({ as }) => as !== undefined) ? { anyOf: found } : undefined;
  }

  /** What tells that a value is not the one that `schema` describes. */
  function signs(schema: Schema): { readonly [name: string]: Data | undefined } {
    const all = alwaysAppliedSchemas(schema, declarations);
    const types = all.map((each) => kindsInSchema(each)).find((kinds) => kinds.length > 0);
    // a name that one form of a schema does without tells nothing
    const required = all.flatMap((each) =>
      variants.required(each, "request").filter((name) => variants.required(each, "response").includes(name)),
    );
    const values = all.flatMap(({ properties = {} }) =>
      Object.entries(properties).flatMap(([name, property]): readonly (readonly [string, Code])[] => {
        const listed = alwaysAppliedSchemas(property, declarations)
          .map(allowedValues)
          .find((each) => each !== undefined);
        return listed?.every(isScalar) ? [[name, literal(listed)]] : [];
      }),
    );
    return {
      types: types?.map(literal),
      required: required.length === 0 ? undefined : [...new Set(required)].map(literal),
      values: values.length === 0 ? undefined : Object.fromEntries(values),
    };
  }

  function objectParts(schema: SchemaObject, { prefix }: Scope): Data | undefined {
    const scope = { prefix, declares: undefined };
    const { properties = {}, patternProperties = {}, additionalProperties, unevaluatedProperties } = schema;
    const declared = Object.entries(properties).map(([name, each]) => [name, of(each, scope)] as const);
    const named = declared.filter(([, each]) => each !== undefined);
    // which pattern a name has is left open: a text is converted where it can be
    const patterns = Object.values(patternProperties);
    const others = additionalProperties ?? unevaluatedProperties;
    const rest =
      patterns.length === 0
        ? others === undefined
          ? undefined
          : of(others, scope)
        : alternatives([...patterns, others ?? true], scope, false);
    if (named.length === 0 && rest === undefined) return undefined;
    const plain = rest === undefined ? [] : declared.filter(([, each]) => each === undefined).map(([name]) => name);
    return {
      properties: named.length === 0 ? undefined : Object.fromEntries(named),
      others: plain.length === 0 ? undefined : plain.map(literal),
      rest,
    };
  }

  function listParts(
    { prefixItems = [], items, unevaluatedItems }: SchemaObject,
    { prefix: names }: Scope,
  ): Data | undefined {
    const scope = { prefix: names, declares: undefined };
    const prefix = prefixItems.map((each) => of(each, scope));
    const others = items ?? unevaluatedItems;
    const rest = others === undefined ? undefined : of(others, scope);
    if (rest === undefined && prefix.every((each) => each === undefined)) return undefined;
    return { prefix: prefix.length === 0 ? undefined : prefix.map((each) => each ?? code`false`), items: rest };
  }

  return { of, named: api.schemas.filter((each) => converted.has(each)), isExact: formats.int64 !== undefined };
}

function isScalar(value: Json): boolean {
  return typeof value !== "object" || value === null;
}

/** The named schemas that have something converted, in them or in what they refer to. */
function convertedSchemas(
  api: Api,
  isConverted: (schema: SchemaObject) => boolean,
  targets: (schema: SchemaObject) => readonly (readonly NamedSchema[])[],
): ReadonlySet<NamedSchema> {
  const users = new Map<NamedSchema, NamedSchema[]>();
  const found = new Set<NamedSchema>();
  for (const named of api.schemas) {
    const open: Schema[] = [named.schema];
    for (const schema of open) {
      if (typeof schema === "boolean") continue;
      if (isConverted(schema)) found.add(named);
      for (const target of targets(schema).flat()) users.set(target, [...(users.get(target) ?? []), named]);
      open.push(...subschemas(schema).map((each) => each.schema)); // which is visited in its turn
    }
  }
  for (const named of found) for (const user of users.get(named) ?? []) found.add(user);
  return found;
}
