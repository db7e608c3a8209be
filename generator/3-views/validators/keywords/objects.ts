/** Keywords for objects. JSON Schema 2020-12 Core §10.3.2 and Validation §6.5 */
import type { SchemaType } from "../../../1-document/openapi.ts";
import { code, type Code, join, literal, member } from "../../code.ts";
import { type Assertion, type Assertions, soleType } from "../assertions.ts";
import { type Calling, type Scope, VALUE } from "../scope.ts";
import { block, call, type Condition, demand, either, line, not, type CheckStep, truth } from "../steps.ts";
import { compare, limit, matcher } from "./scalars.ts";

/** Names that are compared one by one; more of them go into a Set. */
const FEW = 8;

const SIZE = code`Object.keys(value).length`;
const NAME = code`name`;
const PROPERTY = code`value[name]`;

export function objectSteps(assertions: Assertions, scope: Scope): readonly CheckStep[] {
  const { minProperties, maxProperties } = assertions;
  return [
    ...propertySteps(assertions, scope),
    ...limit(
      code`"minProperties"`,
      minProperties || undefined,
      (least) => compare(SIZE, code`>=`, code`<`, least),
      scope,
    ),
    ...limit(code`"maxProperties"`, maxProperties, (most) => compare(SIZE, code`<=`, code`>`, most), scope),
    ...dependencySteps(assertions, scope),
    ...eachName(nameSteps(assertions, scope)),
    ...noteSteps(assertions, scope),
  ];
}

/** `required` and `properties`, a step for each name. */
function propertySteps({ required = [], properties = {} }: Assertions, scope: Scope): readonly CheckStep[] {
  const needed = new Set(required);
  const declared = Object.entries(properties).flatMap(([name, assertion]): readonly CheckStep[] => {
    const isNeeded = needed.delete(name);
    const type = isNeeded || name in Object.prototype ? undefined : soleType(assertion);
    const optional = OPTIONAL.get(type);
    if (type !== undefined && optional !== undefined) return [optionalStep(name, type, optional, scope)];
    const check = scope.check(assertion, name, "part");
    if (check === undefined) return isNeeded ? [requiredStep(name, scope)] : [];
    const right = check(member(VALUE, name), { step: literal(name) });
    const given = isPresent(name, scope);
    return [isNeeded ? call(code`(${given.is} ? ${right} : ${lacks(name, scope)})`) : call(right, given)];
  });
  return [...[...needed].map((name) => requiredStep(name, scope)), ...declared];
}

/** Most properties are strings: to ask for that first is the fastest way. */
function optionalStep(name: string, type: SchemaType, optional: string, { use }: Scope): CheckStep {
  const property = member(VALUE, name);
  const check = code`${use(optional)}(${property}, at, ${literal(name)})`;
  if (type !== "string") return call(check);
  return call(check, { is: code`typeof ${property} !== "string"`, isNot: code`typeof ${property} === "string"` });
}

/** The checks of the runtime that let pass what is not there. */
const OPTIONAL: ReadonlyMap<SchemaType | undefined, string> = new Map([
  ["string", "mayBeString"],
  ["number", "mayBeNumber"],
  ["integer", "mayBeInteger"],
  ["boolean", "mayBeBoolean"],
]);

function requiredStep(name: string, scope: Scope): CheckStep {
  return demand(isPresent(name, scope), lacks(name, scope));
}

function lacks(name: string, { use }: Scope): Code {
  return code`${use("lacks")}(at, ${literal(name)})`;
}

/** What every object inherits is looked for more closely. */
function isPresent(name: string, { use }: Scope): Condition {
  if (name in Object.prototype) return truth(code`${use("has")}(value, ${literal(name)})`);
  const property = member(VALUE, name);
  return { is: code`${property} !== undefined`, isNot: code`${property} === undefined` };
}

function dependencySteps(
  { dependentRequired = {}, dependentSchemas = {} }: Assertions,
  scope: Scope,
): readonly CheckStep[] {
  const required = Object.entries(dependentRequired).flatMap(([name, others]) =>
    others.map((other) => {
      const complain = code`${scope.use("failAt")}(at, ${literal(other)}, "dependentRequired", ${literal(name)})`;
      return demand(either([not(isPresent(name, scope)), isPresent(other, scope)]), complain);
    }),
  );
  const schemas = Object.entries(dependentSchemas).flatMap(([name, assertion]) => {
    const check = scope.check(assertion, `With ${name}`, "same");
    const place = code`at?.within(${literal(`/dependentSchemas/${escapeStep(name)}`)})`;
    return check ? [call(check(VALUE, place), isPresent(name, scope))] : [];
  });
  return [...required, ...schemas];
}

/** The steps for each property, whatever its name. */
function eachName(steps: readonly CheckStep[]): readonly CheckStep[] {
  return block(code`for (const name in value)`, steps);
}

function nameSteps(assertions: Assertions, scope: Scope): readonly CheckStep[] {
  const { propertyNames = true, patternProperties = {} } = assertions;
  const valid = scope.check(propertyNames, "Name", "question");
  const patterns = Object.entries(patternProperties).map(([pattern, assertion]) => {
    return {
      matches: truth(code`${matcher(pattern, scope)}.test(name)`),
      steps: patternSteps(pattern, assertion, scope),
    };
  });
  const additional = additionalSteps(assertions, patterns, scope);
  // no name is held to a pattern twice
  const notes = additional.length > 0 ? [line(code`isKnown = true;`)] : [];
  const asked = patterns.flatMap(({ matches, steps }) =>
    steps.length === 0 ? [] : block(code`if (${matches.is})`, [...notes, ...steps]),
  );
  return [
    ...(valid ? [validNameStep(valid, scope)] : []),
    ...(asked.length > 0 && additional.length > 0 ? [line(code`let isKnown = false;`)] : []),
    ...asked,
    ...additional,
  ];
}

/** What is wrong with the name itself is told besides. */
function validNameStep(check: Calling, { use }: Scope): CheckStep {
  const explained = check(NAME, code`at.to(name, "/propertyNames")`);
  const right = check(NAME);
  return demand(truth(right), code`(at && ${explained} && ${use("failAt")}(at, name, "propertyNames"))`);
}

function patternSteps(pattern: string, assertion: Assertion, scope: Scope): readonly CheckStep[] {
  const check = scope.check(assertion, "Value", "part");
  const place = code`at?.to(name, ${literal(`/patternProperties/${escapeStep(pattern)}`)})`;
  return [
    ...(check ? [call(check(PROPERTY, place))] : []),
    ...(scope.notes ? [line(scope.notes.note(code`properties(name)`))] : []),
  ];
}

/** `patterns`: those that have steps tell in `isKnown` whether one has matched. */
function additionalSteps(
  { additionalProperties, properties = {} }: Assertions,
  patterns: readonly { readonly matches: Condition; readonly steps: readonly CheckStep[] }[],
  scope: Scope,
): readonly CheckStep[] {
  if (additionalProperties === undefined || additionalProperties === true) return [];
  const [asked, others] = [
    patterns.filter(({ steps }) => steps.length > 0),
    patterns.filter(({ steps }) => steps.length === 0),
  ];
  const known = [
    ...(asked.length > 0 ? [truth(code`isKnown`)] : []),
    ...isNamed(Object.keys(properties), scope),
    ...others.map(({ matches }) => matches),
  ];
  return restSteps(additionalProperties, "additionalProperties", known, scope);
}

/** The steps for a property that none of the conditions in `known` lets pass. */
function restSteps(
  assertion: Assertion,
  keyword: "additionalProperties" | "unevaluatedProperties",
  known: readonly Condition[],
  scope: Scope,
): readonly CheckStep[] {
  const check = scope.check(assertion, "Value", "part");
  if (check === undefined) return [];
  const right =
    assertion === false
      ? code`${scope.use("failAt")}(at, name, "${literalName(keyword)}")`
      : check(PROPERTY, code`at?.to(name, "/${literalName(keyword)}")`);
  return [call(right, known.length === 0 ? undefined : not(either(known)))];
}

function literalName(keyword: "additionalProperties" | "unevaluatedProperties"): Code {
  return keyword === "additionalProperties" ? code`additionalProperties` : code`unevaluatedProperties`;
}

/** Conditions, one of which holds where the name is among `names`. */
function isNamed(names: readonly string[], scope: Scope): readonly Condition[] {
  if (names.length <= FEW) return names.map((name) => compare(NAME, code`===`, code`!==`, literal(name)));
  return [truth(code`${scope.constant("names", code`/* @__PURE__ */ new Set(${literal(names)})`)}.has(name)`)];
}

function noteSteps({ properties, additionalProperties }: Assertions, { notes }: Scope): readonly CheckStep[] {
  if (notes === undefined) return [];
  if (additionalProperties !== undefined) return [line(notes.note(code`allProperties()`))];
  const names = Object.keys(properties ?? {});
  return names.length === 0 ? [] : [line(notes.note(code`properties(${join(names.map(literal), code`, `)})`))];
}

/** `unevaluatedProperties`, after all that looks at properties. */
export function unevaluatedPropertiesSteps({ unevaluatedProperties }: Assertions, scope: Scope): readonly CheckStep[] {
  if (unevaluatedProperties === undefined || scope.notes === undefined) return [];
  const isKnown = truth(code`${scope.notes.variable}.hasProperty(name)`);
  return eachName(restSteps(unevaluatedProperties, "unevaluatedProperties", [isKnown], scope));
}

function escapeStep(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}
