/** Keywords for values of any kind: `type`, `enum`, `const`. JSON Schema 2020-12 Validation §6.1 */
import type { SchemaType } from "../../../1-document/openapi.ts";
import type { Json } from "../../../1-document/json.ts";
import { code, type Code, literal } from "../../code.ts";
import { isOfKind } from "../../types/kinds.ts";
import type { Assertion, Assertions } from "../assertions.ts";
import { complaint, type Scope } from "../scope.ts";
import { type Condition, demand, either, guard, type CheckStep, truth } from "../steps.ts";

/** Values that are compared one by one and told in the complaint; more of them are looked up. */
export const FEW = 8;

/** A value that is equal to another only if it is the same. */
export type Scalar = string | number | boolean | null;

/** Whether the value is of the type. */
export function isOfType(type: SchemaType, { use }: Pick<Scope, "use">): Condition {
  switch (type) {
    case "null":
      return { is: code`value === null`, isNot: code`value !== null` };
    case "string":
      return { is: code`typeof value === "string"`, isNot: code`typeof value !== "string"` };
    case "boolean":
      return { is: code`typeof value === "boolean"`, isNot: code`typeof value !== "boolean"` };
    case "number":
      return truth(code`Number.isFinite(value)`);
    case "integer":
      return truth(code`Number.isInteger(value)`);
    case "array":
      return truth(code`Array.isArray(value)`);
    case "object":
      return truth(code`${use("isObject")}(value)`);
    default:
      return type satisfies never;
  }
}

/** Nothing where the values of `enum` or `const` say more than the types. */
export function typeSteps(assertions: Assertions, scope: Scope): readonly CheckStep[] {
  const { type: types, bytes = false } = assertions;
  const values = valuesOf(assertions);
  if (types === undefined || values?.every((value) => types.some((type) => isOfKind(value, type)))) return [];
  const conditions = types.map((type) => isOfType(type, scope));
  const mayBeBytes = bytes && types.includes("string");
  if (mayBeBytes) conditions.push(truth(code`${scope.use("isBinary")}(value)`));
  return [guard(either(conditions), complaint(scope, code`"type"`, typeText(types, mayBeBytes)))];
}

export function valueSteps({ enum: allowed, ...assertions }: Assertions, scope: Scope): readonly CheckStep[] {
  const steps: CheckStep[] = [];
  if (allowed !== undefined) {
    const told = allowed.length <= FEW ? literal(allowed) : undefined;
    steps.push(demand(isOneOf(allowed, scope), complaint(scope, code`"enum"`, told)));
  }
  if (assertions.const !== undefined) {
    const only = [assertions.const];
    steps.push(demand(isOneOf(only, scope), complaint(scope, code`"const"`, literal(only))));
  }
  return steps;
}

function valuesOf({ enum: allowed, const: only }: Assertions): readonly Json[] | undefined {
  return only === undefined ? allowed : [only];
}

function typeText(types: readonly SchemaType[], mayBeBytes: boolean): Code {
  return literal(types.join(" or ") + (mayBeBytes ? ", or bytes" : ""));
}

function isOneOf(values: readonly Json[], scope: Scope): Condition {
  if (values.length > FEW) {
    const set = values.every(isScalar) ? code`new Set` : scope.use("listOf");
    return truth(code`${scope.constant("values", code`/* @__PURE__ */ ${set}(${literal(values)})`)}.has(value)`);
  }
  const comparisons = values.map((value) => {
    if (isScalar(value)) return { is: code`value === ${literal(value)}`, isNot: code`value !== ${literal(value)}` };
    return truth(code`${scope.use("isEqual")}(value, ${scope.constant("values", literal(value))})`);
  });
  return comparisons.length === 0 ? truth(code`false`) : either(comparisons);
}

/** The scalars that are allowed by a schema which says no more than that; undefined where it says more. */
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
