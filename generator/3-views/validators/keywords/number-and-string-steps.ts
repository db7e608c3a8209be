/** Keywords for numbers and strings. JSON Schema 2020-12 Validation §6.2, §6.3 and §7 */
import { code, type Code, literal } from "../../code.ts";
import type { Assertions } from "../assertions.ts";
import { type FormatCheck, FORMAT_CHECKS } from "../format-checks.ts";
import { patternMatcher } from "../compile-pattern.ts";
import { failCall, type FunctionScope } from "../function-scope.ts";
import { type Condition, demand, type CheckStep, conditionOf } from "../check-steps.ts";

export function numberSteps(assertions: Assertions, scope: FunctionScope): readonly CheckStep[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = assertions;
  const value = code`value`;
  return [
    ...limitSteps(code`"minimum"`, minimum, (least) => comparison(value, code`>=`, code`<`, least), scope),
    ...limitSteps(code`"maximum"`, maximum, (most) => comparison(value, code`<=`, code`>`, most), scope),
    ...limitSteps(
      code`"exclusiveMinimum"`,
      exclusiveMinimum,
      (end) => comparison(value, code`>`, code`<=`, end),
      scope,
    ),
    ...limitSteps(
      code`"exclusiveMaximum"`,
      exclusiveMaximum,
      (end) => comparison(value, code`<`, code`>=`, end),
      scope,
    ),
    ...limitSteps(
      code`"multipleOf"`,
      multipleOf,
      (factor) => conditionOf(code`${scope.use("isMultipleOf")}(value, ${factor})`),
      scope,
    ),
    ...formatSteps("number", assertions, scope),
  ];
}

export function stringSteps(assertions: Assertions, scope: FunctionScope): readonly CheckStep[] {
  const { minLength, maxLength, pattern } = assertions;
  const isLong = (least: Code): Condition =>
    comparison(code`${scope.use("lengthOf")}(value)`, code`>=`, code`<`, least);
  const isShort = (most: Code): Condition => comparison(code`${scope.use("lengthOf")}(value)`, code`<=`, code`>`, most);
  return [
    ...(minLength === 1
      ? [demand({ is: code`value !== ""`, isNot: code`value === ""` }, failCall(scope, code`"minLength"`, code`1`))]
      : limitSteps(code`"minLength"`, minLength || undefined, isLong, scope)),
    ...limitSteps(code`"maxLength"`, maxLength, isShort, scope),
    ...(pattern === undefined ? [] : [patternStep(pattern, scope)]),
    ...formatSteps("string", assertions, scope),
  ];
}

/** Returns the step of a keyword with a number, or none if the keyword is absent. */
export function limitSteps(
  keyword: Code,
  limit: number | undefined,
  conditionFor: (limit: Code) => Condition,
  scope: FunctionScope,
): readonly CheckStep[] {
  if (limit === undefined) return [];
  return [demand(conditionFor(literal(limit)), failCall(scope, keyword, literal(limit)))];
}

export function comparison(left: Code, operator: Code, opposite: Code, right: Code): Condition {
  return { is: code`${left} ${operator} ${right}`, isNot: code`${left} ${opposite} ${right}` };
}

/** Returns the name of the constant that matches a pattern. */
export function matcherConstant(pattern: string, scope: FunctionScope): Code {
  return scope.constant("pattern", patternMatcher(pattern, scope.use));
}

function patternStep(pattern: string, scope: FunctionScope): CheckStep {
  const matches = conditionOf(code`${matcherConstant(pattern, scope)}.test(value)`);
  return demand(matches, failCall(scope, code`"pattern"`, literal(pattern)));
}

function formatSteps(
  type: FormatCheck["type"],
  { format = "" }: Assertions,
  scope: FunctionScope,
): readonly CheckStep[] {
  const known = FORMAT_CHECKS.get(format);
  if (known?.type !== type) return [];
  return [
    demand(
      conditionOf(code`${scope.use(known.check)}(value)`),
      failCall(scope, code`"format"`, literal(known.name ?? format)),
    ),
  ];
}
