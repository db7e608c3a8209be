/** The schemas that always apply to the same value: a schema, the target of its `$ref`, and the branches of its `allOf`. */
import { isObject } from "../../json.ts";
import type { SchemaScope } from "./schema-violation.ts";

export type Keywords = Readonly<Record<string, unknown>>;

/** A schema that applies to a value together with others. */
export interface Conjunct {
  readonly schema: Keywords;
  /** The words for the schema in messages, such as "`Shape`" or "`allOf/1`". */
  readonly title: string;
  /** True if null is valid whatever the schema says, because a schema around it is `nullable`. */
  readonly allowsNull: boolean;
}

/** Returns the schemas that apply to each value of a schema. Returns undefined if one of them is `false`. */
export function conjunctsOf(schema: unknown, scope: SchemaScope): readonly Conjunct[] | undefined {
  const found = new Map<Keywords, Conjunct>();
  let isPossible = true;

  function visit(part: unknown, title: string, nullAbove: boolean): void {
    if (part === false || (isObject(part) && isAlwaysInvalid(part))) isPossible = false;
    if (!isObject(part) || found.has(part)) return;
    const allowsNull = nullAbove || isNullable(part);
    const { $ref, allOf } = part;
    const hidesSiblings = typeof $ref === "string" && scope.refHidesSiblings;
    found.set(part, { schema: hidesSiblings ? {} : part, title, allowsNull });
    if (typeof $ref === "string") visit(scope.target($ref), `\`${$ref.split("/").at(-1) ?? $ref}\``, allowsNull);
    if (hidesSiblings || !Array.isArray(allOf)) return;
    for (const [index, branch] of allOf.entries()) visit(branch, `\`allOf/${index}\``, allowsNull);
  }

  visit(schema, "the schema itself", false);
  return isPossible ? [...found.values()] : undefined;
}

/** Returns true for a schema with `nullable` of 3.0, or its extension for 2.0. */
function isNullable(schema: Keywords): boolean {
  return schema["nullable"] === true || schema["x-nullable"] === true;
}

/** Returns true for `{ not: {} }` and `{ not: true }`, which say that there is no value. */
function isAlwaysInvalid({ not }: Keywords): boolean {
  return not === true || (isObject(not) && Object.keys(not).length === 0);
}

/** Returns the schema of a declared property. Returns undefined if the property is not declared. */
export function declaredProperty(schema: Keywords, name: string): unknown {
  const { properties } = schema;
  return isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

/** Returns true if a schema allows its declared properties only. A pattern can allow others. */
export function isClosed(schema: Keywords): boolean {
  return schema["additionalProperties"] === false && schema["patternProperties"] === undefined;
}

/** Returns the names in `required`. */
export function requiredNames(schema: Keywords): readonly string[] {
  const { required } = schema;
  return Array.isArray(required) ? required.filter((name) => typeof name === "string") : [];
}
