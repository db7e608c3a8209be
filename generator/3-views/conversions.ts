/**
 * The parts of values that are converted to `Date` or `bigint`, as data for
 * `templates/runtime/conversion/conversions.ts`. Named schemas become constants of the generated `conversions.ts`.
 * References to them are functions, because a schema can contain itself.
 */
import type { Schema, SchemaObject } from "../1-document/openapi.ts";
import { subschemas } from "../1-document/schemas/subschemas.ts";
import { schemaFormsOf } from "../1-document/rewrite/schema-forms.ts";
import type { Json } from "../1-document/json.ts";
import type { Api, NamedSchema } from "../2-model/api.ts";
import type { ValueConversions } from "../options.ts";
import { code, type Code, identifier, literal } from "./code.ts";
import { codecOfFormat, useCodec } from "./formats.ts";
import { Imports } from "./import-lines.ts";
import { type Data, layOut } from "./layout.ts";
import { alwaysAppliedSchemas, namedTypesOf } from "./types/named-types.ts";
import { kindsInSchema } from "./types/value-kinds.ts";
import { convertedTypesFinder } from "./types/converted-types.ts";
import { allowedValues } from "./types/literal-types.ts";

export interface Conversions {
  /** Returns the conversion of a schema, or undefined if nothing in its values is converted. */
  of(schema: Schema, scope: Scope): Data | undefined;
  /** The formats that have a codec. */
  readonly codecs: readonly string[];
  readonly formats: ValueConversions;
  /** The named schemas that have a constant. */
  readonly named: readonly NamedSchema[];
  /** True if `int64` is converted to `bigint`, so that JSON must not round integers. */
  readonly isExact: boolean;
}

/** The place where conversion data is printed. */
export interface Scope {
  /** Returns the expression for the codec of a format. */
  readonly codec: (format: string, conversions: ValueConversions) => Code;
  /** Returns the expression for a constant of `conversions.ts`. */
  readonly constant: (name: string) => Code;
  /** The schema whose constant is printed, as long as the data describes the whole value and not a part of it. */
  readonly declares: NamedSchema | undefined;
}

/** The scope for callers that only ask whether anything is converted. */
export const ANY_SCOPE: Scope = { constant: identifier, declares: undefined, codec: literal };

/** Returns the scope of a file that imports the constants. */
export function importingScope(imports: Imports): Scope {
  return {
    constant: (name) => code`${imports.useAll("conversions", "conversions")}.${identifier(name)}`,
    declares: undefined,
    codec: (format, conversions) => useCodec(format, conversions, imports),
  };
}

export interface ConversionsView {
  readonly imports: Imports;
  readonly conversions: readonly { readonly name: Code; readonly type: Code; readonly data: Code }[];
}

export const NO_CONVERSIONS: Conversions = {
  of: () => undefined,
  codecs: [],
  formats: {},
  named: [],
  isExact: false,
};

export function conversionsView({ of, named }: Conversions): ConversionsView {
  const imports = new Imports(named.map(({ identifier: name }) => name));
  const type = imports.useType("runtime/operation", "Conversion");
  return {
    imports,
    conversions: named.map((declares) => {
      const data = of(declares.schema, { ...importingScope(imports), constant: identifier, declares }) ?? { allOf: [] };
      const name = identifier(declares.identifier);
      return { name, type, data: layOut(data, { margin: 0, taken: name.length + 28 }) };
    }),
  };
}

export function conversionsOf(api: Api, formats: ValueConversions = {}): Conversions {
  if (Object.keys(formats).length === 0) return NO_CONVERSIONS;
  const declarations = namedTypesOf(api);
  const variants = schemaFormsOf(api.document);
  const leaves = convertedTypesFinder(declarations, formats);
  const converted = convertedSchemas(
    api,
    (schema) => ownLeaves(schema, ANY_SCOPE).length > 0,
    declarations.referenceTargets,
  );

  /** Returns the formats that `schema` converts by itself, without `$ref` and `allOf`. */
  function ownLeaves(schema: SchemaObject, { codec }: Scope): readonly Data[] {
    const { $ref: _reference, $dynamicRef: _dynamic, allOf: _all, ...own } = schema;
    const found = leaves(own, undefined);
    return [...found]
      .filter((leaf) => leaf !== "literal")
      .map((leaf) =>
        leaf.startsWith("format ") ? { format: codec(leaf.slice("format ".length), formats) } : literal(leaf),
      );
  }

  function of(schema: Schema, scope: Scope): Data | undefined {
    if (typeof schema === "boolean") return undefined;
    // The values of `enum` and `const` are not converted.
    if (alwaysAppliedSchemas(schema, declarations).some((each) => allowedValues(each) !== undefined)) return undefined;
    const all = [
      ...ownLeaves(schema, scope),
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
      arrayParts(schema, scope),
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
    const { constant, declares } = scope;
    // A schema that refers to itself for the same value adds nothing.
    if (!converted.has(target) || (declares && declarations.isCircular(declares, target))) return undefined;
    return code`() => ${constant(target.identifier)}`;
  }

  /** Returns the conversion of alternatives. `isDistinguishable` is false if a value does not tell which one applies. */
  function alternatives(schemas: readonly Schema[] = [], scope: Scope, isDistinguishable = true): Data | undefined {
    const found = schemas.map((each) => ({ ...(isDistinguishable && distinguishingMarks(each)), as: of(each, scope) }));
    return found.some(({ as }) => as !== undefined) ? { anyOf: found } : undefined;
  }

  /** Returns types, required properties and constants by which the runtime recognizes values of `schema`. */
  function distinguishingMarks(schema: Schema): { readonly [name: string]: Data | undefined } {
    const schemas = alwaysAppliedSchemas(schema, declarations);
    const types = schemas.map((each) => kindsInSchema(each)).find((kinds) => kinds.length > 0);
    // A property helps only if requests and responses both require it.
    const required = schemas.flatMap((each) =>
      variants.required(each, "request").filter((name) => variants.required(each, "response").includes(name)),
    );
    const values = schemas.flatMap(({ properties = {} }) =>
      Object.entries(properties).flatMap(([name, property]): readonly (readonly [string, Code])[] => {
        const constants = alwaysAppliedSchemas(property, declarations)
          .map(allowedValues)
          .find((each) => each !== undefined);
        return constants?.every(isScalar) ? [[name, literal(constants)]] : [];
      }),
    );
    return {
      types: types?.map(literal),
      required: required.length === 0 ? undefined : [...new Set(required)].map(literal),
      values: values.length === 0 ? undefined : Object.fromEntries(values),
    };
  }

  function objectParts(schema: SchemaObject, around: Scope): Data | undefined {
    const scope = { ...around, declares: undefined };
    const { properties = {}, patternProperties = {}, additionalProperties, unevaluatedProperties } = schema;
    const declared = Object.entries(properties).map(([name, each]) => [name, of(each, scope)] as const);
    const named = declared.filter(([, each]) => each !== undefined);
    // The runtime does not match patterns. It converts a string if any of the schemas allows that.
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

  function arrayParts({ prefixItems = [], items, unevaluatedItems }: SchemaObject, around: Scope): Data | undefined {
    const scope = { ...around, declares: undefined };
    const prefix = prefixItems.map((each) => of(each, scope));
    const others = items ?? unevaluatedItems;
    const rest = others === undefined ? undefined : of(others, scope);
    if (rest === undefined && prefix.every((each) => each === undefined)) return undefined;
    return { prefix: prefix.length === 0 ? undefined : prefix.map((each) => each ?? code`false`), items: rest };
  }

  const codecs = Object.keys(formats).filter((format) => codecOfFormat(format, formats) !== undefined);
  return {
    of,
    codecs,
    formats,
    named: api.schemas.filter((each) => converted.has(each)),
    isExact: formats["int64"] !== undefined,
  };
}

function isScalar(value: Json): boolean {
  return typeof value !== "object" || value === null;
}

/** Returns the named schemas that convert something, themselves or through a reference. */
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
      open.push(...subschemas(schema).map((each) => each.schema)); // The loop also visits what is pushed.
    }
  }
  for (const named of found) for (const user of users.get(named) ?? []) found.add(user);
  return found;
}
