/**
 * A quick validation of an example or a default, without compiling the schema. It finds most violations and reports
 * nothing where it cannot decide: an unresolved reference, `not`, `if`, a `pattern` that may be slow, a deep recursion.
 */
import { isObject } from "../../json.ts";
import { boundedPattern } from "../../patterns/bounded-pattern.ts";
import type { FindFormatAssertion } from "../../schemas/format-assertions.ts";
import { isRegularExpression } from "../../schemas/pattern.ts";

/** A reason why a value is invalid. */
export interface Violation {
  /** The place in the value: property names and indices. */
  readonly steps: readonly string[];
  /** The end of a sentence, such as "is less than 1". */
  readonly reason: string;
}

/** The document around a schema. */
export interface SchemaScope {
  /** Returns the target of a local reference, or undefined if there is none. */
  readonly target: (ref: string) => unknown;
  /** Returns false for formats that are annotations. */
  readonly formats: FindFormatAssertion;
  /** True in 2.0 and 3.0, where a `$ref` hides the keywords beside it. */
  readonly refHidesSiblings: boolean;
}

/** Maximum number of nested schemas and references. Deeper schemas are not checked. */
const MAX_DEPTH = 100;

/** Maximum number of violations that are returned for one value. */
const MAX_VIOLATIONS = 10;

/** Returns the reasons why a value is invalid, in document order. Returns none if no problem is found. */
export function schemaViolations(value: unknown, schema: unknown, scope: SchemaScope): readonly Violation[] {
  return new QuickValidation(scope).violations(value, schema, 0);
}

/** Returns the violation as the rest of a sentence about the value: "is not of type string". */
export function violationText({ steps, reason }: Violation): string {
  return steps.length === 0 ? reason : `has a value at \`/${steps.join("/")}\` that ${reason}`;
}

type Keywords = Readonly<Record<string, unknown>>;

const NONE: readonly Violation[] = [];

class QuickValidation {
  readonly #scope: SchemaScope;

  constructor(scope: SchemaScope) {
    this.#scope = scope;
  }

  violations(value: unknown, schema: unknown, depth: number): readonly Violation[] {
    if (schema === false) return here("is not allowed at all");
    if (!isObject(schema) || depth > MAX_DEPTH) return NONE;
    if (value === null && (schema["nullable"] === true || schema["x-nullable"] === true)) return NONE;
    const { $ref } = schema;
    if (typeof $ref === "string") {
      const referred = this.violations(value, this.#scope.target($ref), depth + 1);
      if (referred.length > 0 || this.#scope.refHidesSiblings) return referred;
    }
    const reason =
      typeViolation(value, schema) ?? choiceViolation(value, schema) ?? sizeViolation(value, schema, this.#scope);
    if (reason !== undefined) return here(reason);
    return joined([
      this.#compositionViolations(value, schema, depth),
      Array.isArray(value) ? this.#itemViolations(value, schema, depth) : NONE,
      isObject(value) ? this.#propertyViolations(value, schema, depth) : NONE,
    ]);
  }

  #compositionViolations(value: unknown, schema: Keywords, depth: number): readonly Violation[] {
    const all = arrayOrEmpty(schema["allOf"]).map((part) => this.violations(value, part, depth + 1));
    const alternatives = ["anyOf", "oneOf"].map((keyword) => {
      const parts = arrayOrEmpty(schema[keyword]);
      if (parts.length === 1) return this.violations(value, parts[0], depth + 1);
      const isInvalid = (part: unknown): boolean => this.violations(value, part, depth + 1).length > 0;
      return parts.length > 0 && parts.every(isInvalid) ? here(`matches no schema of \`${keyword}\``) : NONE;
    });
    return joined([...all, ...alternatives]);
  }

  #itemViolations(value: readonly unknown[], schema: Keywords, depth: number): readonly Violation[] {
    const { items, prefixItems } = schema;
    const first = arrayOrEmpty(prefixItems ?? items);
    const rest = Array.isArray(items) ? undefined : items;
    const ofItems = value.map((item, index) => {
      return below(String(index), this.violations(item, index < first.length ? first[index] : rest, depth + 1));
    });
    const isRepeated = schema["uniqueItems"] === true && hasDuplicates(value);
    return joined([...ofItems, isRepeated ? here("has an item twice") : NONE]);
  }

  #propertyViolations(value: Keywords, schema: Keywords, depth: number): readonly Violation[] {
    const { properties, patternProperties, additionalProperties } = schema;
    const missing = arrayOrEmpty(schema["required"]).flatMap((name) => {
      const isMissing = typeof name === "string" && !Object.hasOwn(value, name);
      if (!isMissing || this.#isOneWay(propertyOf(properties, name), depth)) return NONE;
      return here(`has no property \`${name}\`, which is required`);
    });
    const ofProperties = Object.entries(value).map(([name, property]) => {
      const declared = propertyOf(properties, name);
      // names that match a pattern are left alone: matching may be slow
      const isOther = declared === undefined && patternProperties === undefined;
      if (isOther && additionalProperties === false) return below(name, here("is not a property of the schema"));
      return below(name, this.violations(property, isOther ? additionalProperties : declared, depth + 1));
    });
    return joined([...ofProperties, missing]);
  }

  /** Returns true for a property that only requests or only responses have: an example may lack it. */
  #isOneWay(schema: unknown, depth: number): boolean {
    if (!isObject(schema) || depth > MAX_DEPTH) return false;
    if (schema["readOnly"] === true || schema["writeOnly"] === true) return true;
    const { $ref } = schema;
    if (typeof $ref === "string") return this.#isOneWay(this.#scope.target($ref), depth + 1);
    return arrayOrEmpty(schema["allOf"]).some((part) => this.#isOneWay(part, depth + 1));
  }
}

function here(reason: string): readonly Violation[] {
  return [{ steps: [], reason }];
}

function below(step: string, violations: readonly Violation[]): readonly Violation[] {
  return violations.length === 0 ? NONE : violations.map(({ steps, reason }) => ({ steps: [step, ...steps], reason }));
}

function joined(groups: readonly (readonly Violation[])[]): readonly Violation[] {
  return groups.every((group) => group.length === 0) ? NONE : groups.flat().slice(0, MAX_VIOLATIONS);
}

function propertyOf(properties: unknown, name: string): unknown {
  return isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

function arrayOrEmpty(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

const IS_OF_TYPE: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ["string", (value) => typeof value === "string"],
  ["number", (value) => typeof value === "number"],
  ["integer", (value) => Number.isInteger(value)],
  ["boolean", (value) => typeof value === "boolean"],
  ["null", (value) => value === null],
  ["array", (value) => Array.isArray(value)],
  ["object", (value) => isObject(value)],
]);

/** Checks `type`, and `nullable` of 3.0. Unknown types are left to the rule `schema-type`. */
export function typeViolation(value: unknown, { type, nullable, ...others }: Keywords): string | undefined {
  if (type === undefined || (value === null && (nullable === true || others["x-nullable"] === true))) return undefined;
  const types = [type].flat().filter((one) => typeof one === "string");
  if (types.some((one) => IS_OF_TYPE.get(one)?.(value) ?? true)) return undefined;
  return `is not of type ${types.join(" or ")}`;
}

/** Checks `enum` and `const`. */
function choiceViolation(value: unknown, { enum: choices, const: only }: Keywords): string | undefined {
  if (Array.isArray(choices) && !choices.some((choice) => isEqual(choice, value))) return "is not in `enum`";
  return only === undefined || isEqual(only, value) ? undefined : "is not the `const`";
}

/** Compares two JSON values. The order of properties does not count. */
function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) && one.length === other.length && one.every((item, index) => isEqual(item, other[index]))
    );
  }
  if (!isObject(one) || !isObject(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isEqual(one[name], other[name]))
  );
}

function hasDuplicates(items: readonly unknown[]): boolean {
  const single = items.filter((item) => typeof item !== "object");
  return new Set(single).size < single.length;
}

function sizeViolation(value: unknown, keywords: Keywords, scope: SchemaScope): string | undefined {
  if (typeof value === "number") return rangeViolation(value, keywords);
  if (typeof value === "string") return stringViolation(value, keywords, scope);
  if (Array.isArray(value)) return lengthViolation(value.length, keywords, ["minItems", "maxItems"]);
  const { minProperties, maxProperties } = keywords;
  if (!isObject(value) || (minProperties ?? maxProperties) === undefined) return undefined;
  const count = Object.keys(value).length;
  if (typeof minProperties === "number" && count < minProperties) return `has fewer than ${minProperties} properties`;
  return typeof maxProperties === "number" && count > maxProperties
    ? `has more than ${maxProperties} properties`
    : undefined;
}

/** Checks the range of a number. `exclusiveMinimum` and `exclusiveMaximum` are booleans up to 3.0. */
function rangeViolation(value: number, keywords: Keywords): string | undefined {
  const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below30, multipleOf } = keywords;
  if (typeof minimum === "number" && value < minimum) return `is less than ${minimum}`;
  if (typeof maximum === "number" && value > maximum) return `is more than ${maximum}`;
  const least = above === true ? minimum : above;
  const most = below30 === true ? maximum : below30;
  if (typeof least === "number" && value <= least) return `is not more than ${least}`;
  if (typeof most === "number" && value >= most) return `is not less than ${most}`;
  // fractions are left alone: division rounds them
  const divides = [value, multipleOf].every(Number.isSafeInteger) && typeof multipleOf === "number" && multipleOf > 0;
  return divides && value % multipleOf !== 0 ? `is not a multiple of ${multipleOf}` : undefined;
}

function stringViolation(value: string, keywords: Keywords, { formats }: SchemaScope): string | undefined {
  const { format, pattern, minLength, maxLength } = keywords;
  const isAsserted = typeof format === "string" && formats(format) !== false;
  if (isAsserted && FORMATS.get(format)?.test(value) === false) return `is not of format ${format}`;
  if (typeof pattern === "string" && value.length <= MAX_MATCHED && isMismatch(pattern, value)) {
    return `does not match the pattern \`${pattern}\``;
  }
  if (minLength === undefined && maxLength === undefined) return undefined;
  return lengthViolation([...value].length, keywords, ["minLength", "maxLength"]);
}

/** Maximum length of a string that is matched against a pattern. */
const MAX_MATCHED = 200;

/** Returns false for a pattern that may be slow, and for one that is invalid: the rule `pattern-valid` reports it. */
function isMismatch(pattern: string, value: string): boolean {
  return isRegularExpression(pattern) && boundedPattern(pattern).matchesAtOnce(value) === false;
}

/** Formats that a regular expression can check. */
const FORMATS: ReadonlyMap<string, RegExp> = new Map([
  ["date", /^\d{4}-\d{2}-\d{2}$/],
  ["date-time", /^\d{4}-\d{2}-\d{2}t\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:z|[+-]\d{2}:\d{2})$/i],
  ["uuid", /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i],
  ["email", /^[^\s@]+@[^\s@]+$/],
]);

function lengthViolation(count: number, keywords: Keywords, [min, max]: readonly [string, string]): string | undefined {
  const [least, most] = [keywords[min], keywords[max]];
  if (typeof least === "number" && count < least) return `is shorter than ${least}`;
  return typeof most === "number" && count > most ? `is longer than ${most}` : undefined;
}
