/**
 * The first intermediate form of the compiler: what a schema asserts. Annotations, unknown keywords and keywords whose
 * value has the wrong type are absent; references are names of checks.
 */
import type { SchemaType, UnionTags } from "../../1-document/openapi.ts";
import type { Json } from "../../1-document/json.ts";

/** Assertions of a schema. `true` accepts every value, `false` none. */
export type Assertion = boolean | Assertions;

type Dictionary<T> = Readonly<Record<string, T>>;

/** Keywords of JSON Schema 2020-12 for one form (request, response or message), with resolved references. */
export interface Assertions {
  readonly type?: readonly SchemaType[];
  /** Set if a string may also be binary data outside of JSON, such as a file in a multipart body. */
  readonly bytes?: boolean;
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly multipleOf?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  /** A key of `FORMAT_CHECKS`. */
  readonly format?: string;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly prefixItems?: readonly Assertion[];
  readonly items?: Assertion;
  readonly contains?: Assertion;
  readonly maxContains?: number;
  readonly minContains?: number;
  readonly unevaluatedItems?: Assertion;
  readonly maxProperties?: number;
  readonly minProperties?: number;
  readonly required?: readonly string[];
  readonly properties?: Dictionary<Assertion>;
  readonly patternProperties?: Dictionary<Assertion>;
  readonly additionalProperties?: Assertion;
  readonly propertyNames?: Assertion;
  readonly dependentRequired?: Dictionary<readonly string[]>;
  readonly dependentSchemas?: Dictionary<Assertion>;
  readonly unevaluatedProperties?: Assertion;
  readonly allOf?: readonly Assertion[];
  readonly anyOf?: readonly Assertion[];
  readonly oneOf?: readonly Assertion[];
  /** Property values that select the alternatives of `anyOf` or `oneOf`. They only choose the issues. */
  readonly tags?: UnionTags;
  readonly not?: Assertion;
  readonly if?: Assertion;
  readonly then?: Assertion;
  readonly else?: Assertion;
  /** Name of the check that `$ref` calls. */
  readonly check?: string;
  /** Check that `$dynamicRef` calls. */
  readonly dynamicCheck?: CheckReference;
  /**
   * Checks of the `$dynamicAnchor`s in the schema resource that begins here. The function registers them before it
   * evaluates any other keyword. If an anchor is registered twice, the outermost check counts.
   */
  readonly enter?: readonly (readonly [anchor: string, check: string])[];
}

export type AssertionEntry = readonly [keyword: keyof Assertions, value: unknown];

export interface CheckReference {
  /** Name of the check that the reference calls. */
  readonly name: string;
  /** Anchor whose outermost check is called instead, if the reference is a `$dynamicRef` to a `$dynamicAnchor`. */
  readonly anchor: string | undefined;
}

/** Returns the type of a schema whose only assertion is one `type`, else undefined. */
export function soleType(assertion: Assertion): SchemaType | undefined {
  if (typeof assertion === "boolean" || Object.keys(assertion).length > 1) return undefined;
  const [type, ...others] = assertion.type ?? [];
  return others.length === 0 ? type : undefined;
}

const LEAF_KEYWORDS: ReadonlySet<string> = new Set(
  "type bytes enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern format".split(
    " ",
  ),
);

/** Returns true if the schema has no subschemas and no references. */
export function isLeaf(assertions: Assertions): boolean {
  return Object.keys(assertions).every((keyword) => LEAF_KEYWORDS.has(keyword));
}

/** Returns the direct subschemas that apply to the same instance (in-place applicators), except `not`. */
export function inPlaceSubschemas(assertions: Assertions): readonly Assertion[] {
  const { allOf = [], anyOf = [], oneOf = [], dependentSchemas = {} } = assertions;
  const conditional = [assertions.if, assertions.then, assertions.else].filter((assertion) => assertion !== undefined);
  return [...allOf, ...anyOf, ...oneOf, ...Object.values(dependentSchemas), ...conditional];
}

/** Returns all other direct subschemas: `not`, and those that apply to properties, names or items. */
export function otherSubschemas(assertions: Assertions): readonly Assertion[] {
  const { prefixItems = [], properties = {} } = assertions;
  return [...overlappingSubschemas(assertions), ...prefixItems, ...Object.values(properties)];
}

/** Returns those of `otherSubschemas` that can apply to a part of the instance together with other subschemas. */
export function overlappingSubschemas(assertions: Assertions): readonly Assertion[] {
  const { items, contains, not, propertyNames, additionalProperties, unevaluatedItems, unevaluatedProperties } =
    assertions;
  const single = [items, contains, not, propertyNames, additionalProperties, unevaluatedItems, unevaluatedProperties];
  return [
    ...single.filter((assertion) => assertion !== undefined),
    ...Object.values(assertions.patternProperties ?? {}),
  ];
}
