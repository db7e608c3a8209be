/** Keywords for numbers and strings. JSON Schema 2020-12 Validation §6.2, §6.3 and §7 */
import { code, type Code, literal } from "../../code.ts";
import type { Assertions } from "../assertions.ts";
import { type Format, FORMATS } from "../formats.ts";
import { regularExpression } from "../patterns.ts";
import { complaint, type Scope } from "../scope.ts";
import { type Condition, demand, type CheckStep, truth } from "../steps.ts";

export function numberSteps(assertions: Assertions, scope: Scope): readonly CheckStep[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = assertions;
  const value = code`value`;
  return [
    ...limit(code`"minimum"`, minimum, (least) => compare(value, code`>=`, code`<`, least), scope),
    ...limit(code`"maximum"`, maximum, (most) => compare(value, code`<=`, code`>`, most), scope),
    ...limit(code`"exclusiveMinimum"`, exclusiveMinimum, (end) => compare(value, code`>`, code`<=`, end), scope),
    ...limit(code`"exclusiveMaximum"`, exclusiveMaximum, (end) => compare(value, code`<`, code`>=`, end), scope),
    ...limit(
      code`"multipleOf"`,
      multipleOf,
      (factor) => truth(code`${scope.use("isMultipleOf")}(value, ${factor})`),
      scope,
    ),
    ...formatSteps("number", assertions, scope),
  ];
}

export function stringSteps(assertions: Assertions, scope: Scope): readonly CheckStep[] {
  const { minLength, maxLength, pattern } = assertions;
  const isLong = (least: Code): Condition => compare(code`${scope.use("lengthOf")}(value)`, code`>=`, code`<`, least);
  const isShort = (most: Code): Condition => compare(code`${scope.use("lengthOf")}(value)`, code`<=`, code`>`, most);
  return [
    ...(minLength === 1
      ? [demand({ is: code`value !== ""`, isNot: code`value === ""` }, complaint(scope, code`"minLength"`, code`1`))]
      : limit(code`"minLength"`, minLength || undefined, isLong, scope)),
    ...limit(code`"maxLength"`, maxLength, isShort, scope),
    ...(pattern === undefined ? [] : [patternStep(pattern, scope)]),
    ...formatSteps("string", assertions, scope),
  ];
}

/** A demand on a number, unless there is none. */
export function limit(
  keyword: Code,
  wanted: number | undefined,
  must: (wanted: Code) => Condition,
  scope: Scope,
): readonly CheckStep[] {
  if (wanted === undefined) return [];
  return [demand(must(literal(wanted)), complaint(scope, keyword, literal(wanted)))];
}

export function compare(left: Code, operator: Code, opposite: Code, right: Code): Condition {
  return { is: code`${left} ${operator} ${right}`, isNot: code`${left} ${opposite} ${right}` };
}

/** Name of the constant that tests a pattern. */
export function matcher(pattern: string, scope: Scope): Code {
  return scope.constant("pattern", regularExpression(pattern, scope.use));
}

function patternStep(pattern: string, scope: Scope): CheckStep {
  const matches = truth(code`${matcher(pattern, scope)}.test(value)`);
  return demand(matches, complaint(scope, code`"pattern"`, literal(pattern)));
}

function formatSteps(type: Format["type"], { format = "" }: Assertions, scope: Scope): readonly CheckStep[] {
  const known = FORMATS.get(format);
  if (known?.type !== type) return [];
  return [demand(truth(code`${scope.use(known.check)}(value)`), complaint(scope, code`"format"`, literal(format)))];
}
