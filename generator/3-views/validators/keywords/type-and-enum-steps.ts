/** Keywords for values of any type: `type`, `enum`, `const`. JSON Schema 2020-12 Validation §6.1 */
import type { SchemaType } from "../../../1-document/openapi.ts";
import type { Json } from "../../../1-document/json.ts";
import { code, type Code, literal } from "../../code.ts";
import { isOfKind } from "../../types/value-kinds.ts";
import type { Assertion, Assertions } from "../assertions.ts";
import { failCall, type FunctionScope } from "../function-scope.ts";
import { type Condition, demand, anyOfConditions, guard, type CheckStep, conditionOf } from "../check-steps.ts";

/** Maximum number of values that are compared one by one and listed in the message. More values are looked up. */
export const MAX_COMPARED_VALUES = 8;

/** A value that `===` compares correctly. */
export type Scalar = string | number | boolean | null;

/** Returns the condition that the value has the type. */
export function isOfType(type: SchemaType, { use }: Pick<FunctionScope, "use">): Condition {
  switch (type) {
    case "null":
      return { is: code`value === null`, isNot: code`value !== null` };
    case "string":
      return { is: code`typeof value === "string"`, isNot: code`typeof value !== "string"` };
    case "boolean":
      return { is: code`typeof value === "boolean"`, isNot: code`typeof value !== "boolean"` };
    case "number":
      return conditionOf(code`${use("isFiniteNumber")}(value)`);
    case "integer":
      return conditionOf(code`${use("isWholeNumber")}(value)`);
    case "array":
      return conditionOf(code`Array.isArray(value)`);
    case "object":
      return conditionOf(code`${use("isRecord")}(value)`);
    default:
      return type satisfies never;
  }
}

/** Returns the step of `type`, or none if every value of `enum` or `const` has one of the types. */
export function typeSteps(assertions: Assertions, scope: FunctionScope): readonly CheckStep[] {
  const { type: types, bytes = false } = assertions;
  const values = listedValues(assertions);
  if (types === undefined || values?.every((value) => types.some((type) => isOfKind(value, type)))) return [];
  const conditions = types.map((type) => isOfType(type, scope));
  const mayBeBytes = bytes && types.includes("string");
  if (mayBeBytes) conditions.push(conditionOf(code`${scope.use("isBinary")}(value)`));
  return [guard(anyOfConditions(conditions), failCall(scope, code`"type"`, typeNames(types, mayBeBytes)))];
}

export function valueSteps({ enum: allowed, ...assertions }: Assertions, scope: FunctionScope): readonly CheckStep[] {
  const steps: CheckStep[] = [];
  if (allowed !== undefined) {
    const listed = allowed.length <= MAX_COMPARED_VALUES ? literal(allowed) : undefined;
    steps.push(demand(isOneOf(allowed, scope), failCall(scope, code`"enum"`, listed)));
  }
  if (assertions.const !== undefined) {
    const only = [assertions.const];
    steps.push(demand(isOneOf(only, scope), failCall(scope, code`"const"`, literal(only))));
  }
  return steps;
}

function listedValues({ enum: allowed, const: only }: Assertions): readonly Json[] | undefined {
  return only === undefined ? allowed : [only];
}

function typeNames(types: readonly SchemaType[], mayBeBytes: boolean): Code {
  return literal(types.join(" or ") + (mayBeBytes ? ", or bytes" : ""));
}

function isOneOf(values: readonly Json[], scope: FunctionScope): Condition {
  if (values.length > MAX_COMPARED_VALUES) {
    const set = scope.use(values.every(isScalar) ? "scalarSet" : "valueSet");
    return conditionOf(code`${scope.constant("values", code`/* @__PURE__ */ ${set}(${literal(values)})`)}.has(value)`);
  }
  const comparisons = values.map((value) => {
    if (isScalar(value)) return { is: code`value === ${literal(value)}`, isNot: code`value !== ${literal(value)}` };
    return conditionOf(code`${scope.use("isEqual")}(value, ${scope.constant("value", literal(value))})`);
  });
  return comparisons.length === 0 ? conditionOf(code`false`) : anyOfConditions(comparisons);
}

/** Returns the scalars that `enum` or `const` allows. Returns undefined if the schema has other keywords or values. */
export function scalarsOf(assertion: Assertion): readonly Scalar[] | undefined {
  if (typeof assertion === "boolean") return undefined;
  const { type: types, const: only, enum: allowed, ...others } = assertion;
  if (Object.keys(others).length > 0 || (only === undefined) === (allowed === undefined)) return undefined;
  const values = allowed ?? [only ?? null];
  if (!values.every(isScalar)) return undefined;
  const typed = values.filter((value) => types === undefined || types.some((type) => isOfKind(value, type)));
  return [...new Set(typed)];
}

function isScalar(value: Json): value is Scalar {
  return typeof value !== "object" || value === null;
}
