/** Keywords for values of any kind: `type`, `enum`, `const`. JSON Schema 2020-12 Validation §6.1 */
import type { SchemaType } from "../../../1-document/openapi.ts";
import type { JsonValue } from "../../../2-model/api.ts";
import { code, type Code, literal } from "../../code.ts";
import { isOfKind } from "../../types/kinds.ts";
import type { Assertions } from "../assertions.ts";
import { complaint, type Scope } from "../scope.ts";
import { type Condition, demand, either, guard, type Step, truth } from "../steps.ts";

/** Values that are compared one by one and told in the complaint; more of them go into a Set. */
const FEW = 8;

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
export function typeSteps(assertions: Assertions, scope: Scope): readonly Step[] {
  const { type: types, bytes = false } = assertions;
  const values = valuesOf(assertions);
  if (types === undefined || values?.every((value) => types.some((type) => isOfKind(value, type)))) return [];
  const conditions = types.map((type) => isOfType(type, scope));
  const mayBeBytes = bytes && types.includes("string");
  if (mayBeBytes) conditions.push(truth(code`${scope.use("isBinary")}(value)`));
  return [guard(either(conditions), complaint(scope, code`"type"`, typeText(types, mayBeBytes)))];
}

export function valueSteps({ enum: allowed, ...assertions }: Assertions, scope: Scope): readonly Step[] {
  const steps: Step[] = [];
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

function valuesOf({ enum: allowed, const: only }: Assertions): readonly JsonValue[] | undefined {
  return only === undefined ? allowed : [only];
}

function typeText(types: readonly SchemaType[], mayBeBytes: boolean): Code {
  return literal(types.join(" or ") + (mayBeBytes ? ", or bytes" : ""));
}

function isOneOf(values: readonly JsonValue[], scope: Scope): Condition {
  const simple = values.filter((value) => typeof value !== "object" || value === null);
  const composed = values.filter((value) => typeof value === "object" && value !== null);
  const conditions = composed.map((value) => {
    return truth(code`${scope.use("isEqual")}(value, ${scope.constant("values", literal(value))})`);
  });
  if (simple.length > FEW) {
    const set = scope.constant("values", code`/* @__PURE__ */ new Set(${literal(simple)})`);
    return either([truth(code`${set}.has(value)`), ...conditions]);
  }
  const comparisons = simple.map((value) => ({
    is: code`value === ${literal(value)}`,
    isNot: code`value !== ${literal(value)}`,
  }));
  const all = [...comparisons, ...conditions];
  return all.length === 0 ? truth(code`false`) : either(all);
}
