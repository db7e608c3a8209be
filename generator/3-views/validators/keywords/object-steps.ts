/** Keywords for objects. JSON Schema 2020-12 Core §10.3.2 and Validation §6.5 */
import type { SchemaType } from "../../../1-document/openapi.ts";
import { code, type Code, join, literal } from "../../code.ts";
import { type Assertion, type Assertions, soleType } from "../assertions.ts";
import { type CallWriter, type FunctionScope, VALUE } from "../function-scope.ts";
import {
  block,
  call,
  type Condition,
  demand,
  anyOfConditions,
  statement,
  negate,
  type CheckStep,
  conditionOf,
} from "../check-steps.ts";
import { comparison, limitSteps, matcherConstant } from "./number-and-string-steps.ts";

/** Maximum number of names that are compared one by one. More names go into a Set. */
const MAX_COMPARED_NAMES = 8;

const SIZE = code`Object.keys(value).length`;
const NAME = code`name`;
const PROPERTY = code`value[name]`;

export function objectSteps(assertions: Assertions, scope: FunctionScope): readonly CheckStep[] {
  const { minProperties, maxProperties } = assertions;
  return [
    ...propertySteps(assertions, scope),
    ...limitSteps(
      code`"minProperties"`,
      minProperties || undefined,
      (least) => comparison(SIZE, code`>=`, code`<`, least),
      scope,
    ),
    ...limitSteps(code`"maxProperties"`, maxProperties, (most) => comparison(SIZE, code`<=`, code`>`, most), scope),
    ...dependencySteps(assertions, scope),
    ...forEachName(nameSteps(assertions, scope)),
    ...recordSteps(assertions, scope),
  ];
}

/** Returns the steps of `required` and `properties`, one per name. */
function propertySteps({ required = [], properties = {} }: Assertions, scope: FunctionScope): readonly CheckStep[] {
  const needed = new Set(required);
  const declared = Object.entries(properties).flatMap(([name, assertion]): readonly CheckStep[] => {
    const isNeeded = needed.delete(name);
    const type = isNeeded || name in Object.prototype ? undefined : soleType(assertion);
    const optional = OPTIONAL_TYPE_CHECKS.get(type);
    if (type !== undefined && optional !== undefined) return [optionalStep(name, type, optional, scope)];
    const check = scope.check(assertion, name, "child");
    if (check === undefined) return isNeeded ? [requiredStep(name, scope)] : [];
    const passes = check(propertyOf(name), { step: literal(name) });
    const given = isPropertyPresent(name, scope);
    return [isNeeded ? call(code`(${given.is} ? ${passes} : ${failRequired(name, scope)})`) : call(passes, given)];
  });
  return [...[...needed].map((name) => requiredStep(name, scope)), ...declared];
}

/** Returns the property of the value. `noPropertyAccessFromIndexSignature` of TypeScript requires brackets. */
function propertyOf(name: string): Code {
  return code`${VALUE}[${literal(name)}]`;
}

/** Returns the step of an optional property with a simple type. An inline `typeof` for strings is the fastest check. */
function optionalStep(name: string, type: SchemaType, optional: string, { use }: FunctionScope): CheckStep {
  const property = propertyOf(name);
  const check = code`${use(optional)}(${property}, at, ${literal(name)})`;
  if (type !== "string") return call(check);
  return call(check, { is: code`typeof ${property} !== "string"`, isNot: code`typeof ${property} === "string"` });
}

/** Runtime functions that also accept `undefined`. */
const OPTIONAL_TYPE_CHECKS: ReadonlyMap<SchemaType | undefined, string> = new Map([
  ["string", "isOptionalString"],
  ["number", "isOptionalNumber"],
  ["integer", "isOptionalInteger"],
  ["boolean", "isOptionalBoolean"],
]);

function requiredStep(name: string, scope: FunctionScope): CheckStep {
  return demand(isPropertyPresent(name, scope), failRequired(name, scope));
}

function failRequired(name: string, { use }: FunctionScope): Code {
  return code`${use("failRequired")}(at, ${literal(name)})`;
}

/** Returns the condition that a property exists. Names that every object inherits need `hasOwn`. */
function isPropertyPresent(name: string, { use }: FunctionScope): Condition {
  if (name in Object.prototype) return conditionOf(code`${use("has")}(value, ${literal(name)})`);
  const property = propertyOf(name);
  return { is: code`${property} !== undefined`, isNot: code`${property} === undefined` };
}

function dependencySteps(
  { dependentRequired = {}, dependentSchemas = {} }: Assertions,
  scope: FunctionScope,
): readonly CheckStep[] {
  const required = Object.entries(dependentRequired).flatMap(([name, others]) =>
    others.map((other) => {
      const failure = code`${scope.use("failAt")}(at, ${literal(other)}, "dependentRequired", ${literal(name)})`;
      return demand(
        anyOfConditions([negate(isPropertyPresent(name, scope)), isPropertyPresent(other, scope)]),
        failure,
      );
    }),
  );
  const schemas = Object.entries(dependentSchemas).flatMap(([name, assertion]) => {
    const check = scope.check(assertion, `With ${name}`, "same");
    const place = code`at?.within(${literal(`/dependentSchemas/${escapePointerToken(name)}`)})`;
    return check ? [call(check(VALUE, place), isPropertyPresent(name, scope))] : [];
  });
  return [...required, ...schemas];
}

/** Returns a loop over all properties. */
function forEachName(steps: readonly CheckStep[]): readonly CheckStep[] {
  return block(code`for (const name in value)`, steps);
}

function nameSteps(assertions: Assertions, scope: FunctionScope): readonly CheckStep[] {
  const { propertyNames = true, patternProperties = {} } = assertions;
  const valid = scope.check(propertyNames, "Name", "test");
  const patterns = Object.entries(patternProperties).map(([pattern, assertion]) => {
    return {
      // a getter: not every pattern is matched, and constants that nothing uses are errors of `noUnusedLocals`
      get matches() {
        return conditionOf(code`${matcherConstant(pattern, scope)}.test(name)`);
      },
      steps: patternSteps(pattern, assertion, scope),
    };
  });
  const additional = additionalSteps(assertions, patterns, scope);
  // `isKnown` keeps the result of the patterns, so that each name is matched once
  const records = additional.length > 0 ? [statement(code`isKnown = true;`)] : [];
  const withSteps = patterns.flatMap((one) =>
    one.steps.length === 0 ? [] : block(code`if (${one.matches.is})`, [...records, ...one.steps]),
  );
  return [
    ...(valid ? [validNameStep(valid, scope)] : []),
    ...(withSteps.length > 0 && additional.length > 0 ? [statement(code`let isKnown = false;`)] : []),
    ...withSteps,
    ...additional,
  ];
}

/** Returns the step of `propertyNames`, which reports the issues of the name and then the property itself. */
function validNameStep(check: CallWriter, { use }: FunctionScope): CheckStep {
  const explained = check(NAME, code`at.to(name, "/propertyNames")`);
  const passes = check(NAME);
  return demand(
    conditionOf(passes),
    code`(at !== undefined && ${explained} && ${use("failAt")}(at, name, "propertyNames"))`,
  );
}

function patternSteps(pattern: string, assertion: Assertion, scope: FunctionScope): readonly CheckStep[] {
  const check = scope.check(assertion, "Value", "child");
  const place = code`at?.to(name, ${literal(`/patternProperties/${escapePointerToken(pattern)}`)})`;
  return [
    ...(check ? [call(check(PROPERTY, place))] : []),
    ...(scope.evaluated ? [statement(scope.evaluated.record(code`properties(name)`))] : []),
  ];
}

/** Returns the steps of `additionalProperties`. Patterns with steps have set `isKnown`, others are matched here. */
function additionalSteps(
  { additionalProperties, properties = {} }: Assertions,
  patterns: readonly { readonly matches: Condition; readonly steps: readonly CheckStep[] }[],
  scope: FunctionScope,
): readonly CheckStep[] {
  if (additionalProperties === undefined || additionalProperties === true) return [];
  const [withSteps, others] = [
    patterns.filter(({ steps }) => steps.length > 0),
    patterns.filter(({ steps }) => steps.length === 0),
  ];
  const known = [
    ...(withSteps.length > 0 ? [conditionOf(code`isKnown`)] : []),
    ...isOneOfNames(Object.keys(properties), scope),
    ...others.map(({ matches }) => matches),
  ];
  return otherPropertySteps(additionalProperties, "additionalProperties", known, scope);
}

/** Returns the steps for a property for which no condition in `known` holds. */
function otherPropertySteps(
  assertion: Assertion,
  keyword: "additionalProperties" | "unevaluatedProperties",
  known: readonly Condition[],
  scope: FunctionScope,
): readonly CheckStep[] {
  const passes =
    assertion === false
      ? code`${scope.use("failAt")}(at, name, "${keywordCode(keyword)}")`
      : scope.check(assertion, "Value", "child")?.(PROPERTY, code`at?.to(name, "/${keywordCode(keyword)}")`);
  if (passes === undefined) return [];
  return [call(passes, known.length === 0 ? undefined : negate(anyOfConditions(known)))];
}

function keywordCode(keyword: "additionalProperties" | "unevaluatedProperties"): Code {
  return keyword === "additionalProperties" ? code`additionalProperties` : code`unevaluatedProperties`;
}

/** Returns conditions of which one holds if the name is among `names`. */
function isOneOfNames(names: readonly string[], scope: FunctionScope): readonly Condition[] {
  if (names.length <= MAX_COMPARED_NAMES) {
    return names.map((name) => comparison(NAME, code`===`, code`!==`, literal(name)));
  }
  return [conditionOf(code`${scope.constant("names", code`/* @__PURE__ */ new Set(${literal(names)})`)}.has(name)`)];
}

function recordSteps(
  { properties, additionalProperties }: Assertions,
  { evaluated }: FunctionScope,
): readonly CheckStep[] {
  if (evaluated === undefined) return [];
  if (additionalProperties !== undefined) return [statement(evaluated.record(code`allProperties()`))];
  const names = Object.keys(properties ?? {});
  return names.length === 0
    ? []
    : [statement(evaluated.record(code`properties(${join(names.map(literal), code`, `)})`))];
}

/** Returns the steps of `unevaluatedProperties`. They come after all other keywords. */
export function unevaluatedPropertiesSteps(
  { unevaluatedProperties }: Assertions,
  scope: FunctionScope,
): readonly CheckStep[] {
  if (unevaluatedProperties === undefined || scope.evaluated === undefined) return [];
  const isKnown = conditionOf(code`${scope.evaluated.variable}.hasProperty(name)`);
  return forEachName(otherPropertySteps(unevaluatedProperties, "unevaluatedProperties", [isKnown], scope));
}

function escapePointerToken(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}
