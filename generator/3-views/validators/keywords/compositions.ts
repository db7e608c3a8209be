/** Keywords that apply schemas to the same value. JSON Schema 2020-12 Core §8.2.3, §10.2 */
import { code, type Code, join, literal } from "../../code.ts";
import type { Assertion, Assertions } from "../assertions.ts";
import { type Calling, complaint, PLACE, type Scope, VALUE } from "../scope.ts";
import { call, demand, line, type CheckStep, truth } from "../steps.ts";
import { FEW, type Scalar, scalarsOf } from "./values.ts";

const ALL = code`allOf`;
const ANY = code`anyOf`;
const ONE = code`oneOf`;

/** What holds always: references and `allOf`. */
export function conjunctionSteps({ check, dynamicCheck, allOf = [] }: Assertions, scope: Scope): readonly CheckStep[] {
  const references = [check, dynamicCheck].filter((target) => target !== undefined);
  const parts = allOf.flatMap((assertion, index) => {
    const part = scope.check(assertion, `Part ${index + 1}`, "same");
    return part ? [call(part(VALUE, below(ALL, index)))] : [];
  });
  return [...references.map((target) => call(scope.reference(target)(VALUE, PLACE))), ...parts];
}

/** What holds perhaps. */
export function choiceSteps(assertions: Assertions, scope: Scope): readonly CheckStep[] {
  const { anyOf, oneOf, not } = assertions;
  return [
    ...(anyOf === undefined ? [] : anyOfSteps(anyOf, scope)),
    ...(oneOf === undefined ? [] : oneOfSteps(oneOf, scope)),
    ...(not === undefined ? [] : notSteps(not, scope)),
    ...conditionSteps(assertions, scope),
  ];
}

interface Option {
  /** Whether it holds. */
  readonly holds: Code;
  /** The same, with complaints. */
  readonly explained: Code;
}

/** An option that allows everything holds. */
function optionsOf(assertions: CompositionOptions["others"], keyword: Code, scope: Scope): readonly Option[] {
  return assertions.map(([index, assertion]) => {
    const check = scope.check(assertion, `Option ${index + 1}`, "same");
    if (check === undefined) return { holds: code`true`, explained: code`true` };
    return {
      holds: tried(check, scope),
      explained: check(VALUE, code`at.within("/${keyword}/${literal(index)}")`, code`undefined`),
    };
  });
}

/** What a schema has looked at counts only if it holds; complaints are of no interest as yet. */
function tried(check: Calling, { notes, use }: Scope): Code {
  if (notes === undefined) return check(VALUE);
  return code`${use("tried")}(${notes.variable}, (seen) => ${check(VALUE, code`undefined`, code`seen`)})`;
}

function anyOfSteps(assertions: readonly Assertion[], scope: Scope): readonly CheckStep[] {
  const { scalars, others } = withoutScalars(assertions);
  const options = optionsOf(others, ANY, scope);
  const isListed = scalars.length === 0 ? [] : [code`${setOf(scalars, scope)}.has(value)`];
  const holds = [...isListed, ...options.map((option) => option.holds)];
  // where is noted what is looked at, each option counts, and not only the first that holds
  const holdsAny = scope.notes
    ? truth(code`[${join(holds, code`, `)}].includes(true)`)
    : truth(code`(${join(holds, code` || `)})`);
  if (scope.notes === undefined && holds.includes(code`true`)) return [];
  return [demand(holdsAny, explanation(options, ANY, scope))];
}

function oneOfSteps(assertions: readonly Assertion[], scope: Scope): readonly CheckStep[] {
  const { scalars, others } = withoutScalars(assertions);
  const options = optionsOf(others, ONE, scope);
  const [only, ...more] = options;
  if (only !== undefined && [...more, ...scalars].length === 0) {
    return [demand(truth(only.holds), explanation(options, ONE, scope))];
  }
  const counted = scalars.length === 0 ? [] : [timesListed(scalars, scope)];
  const sum = join([...counted, ...options.map(({ holds }) => holds)], code` + `);
  return [
    line(code`const matches = ${sum};`),
    demand(
      { is: code`matches === 1`, isNot: code`matches !== 1` },
      code`(matches === 0 ? ${explanation(options, ONE, scope)} : ${complaint(scope, code`"oneOf"`)})`,
    ),
  ];
}

interface CompositionOptions {
  /** Of the options that are a list of them and nothing else: an option may stand for itself where they are few. */
  readonly scalars: readonly Scalar[];
  /** With their places among all. */
  readonly others: readonly (readonly [index: number, option: Assertion])[];
}

/** Many options that allow a few scalars each are looked up at once. */
function withoutScalars(assertions: readonly Assertion[]): CompositionOptions {
  const options = [...assertions.entries()];
  const lists = options.map(([, option]) => scalarsOf(option));
  if (lists.filter((list) => list !== undefined).length <= FEW) return { scalars: [], others: options };
  return {
    scalars: lists.flatMap((list) => list ?? []),
    others: options.filter(([index]) => lists[index] === undefined),
  };
}

function setOf(scalars: readonly Scalar[], { constant }: Scope): Code {
  return constant("values", code`/* @__PURE__ */ new Set(${literal(scalars)})`);
}

/** How many of the options list the value. */
function timesListed(scalars: readonly Scalar[], scope: Scope): Code {
  const times = new Map<Scalar, number>();
  for (const scalar of scalars) times.set(scalar, (times.get(scalar) ?? 0) + 1);
  if (times.size === scalars.length) return code`Number(${setOf(scalars, scope)}.has(value))`;
  const counts = scope.constant("values", code`/* @__PURE__ */ new Map(${literal([...times])})`);
  return code`(${counts}.get(value) ?? 0)`;
}

/** What is wrong by each option, and that none of them holds. */
function explanation(options: readonly Option[], keyword: Code, scope: Scope): Code {
  const each = options.map(({ explained }) => explained);
  return code`(at !== undefined && ${join([...each, complaint(scope, code`"${keyword}"`)], code` && `)})`;
}

function notSteps(assertion: Assertion, scope: Scope): readonly CheckStep[] {
  const check = scope.check(assertion, "Excluded", "question");
  const excluded = check?.(VALUE) ?? code`true`;
  return [demand({ is: code`!${excluded}`, isNot: excluded }, complaint(scope, code`"not"`))];
}

function conditionSteps(assertions: Assertions, scope: Scope): readonly CheckStep[] {
  if (assertions.if === undefined) return [];
  const branch = (keyword: "then" | "else"): Code | undefined => {
    const check = scope.check(assertions[keyword] ?? true, keyword, "same");
    return check?.(VALUE, code`at?.within(${literal(`/${keyword}`)})`);
  };
  const condition = scope.check(assertions.if, "Condition", scope.notes ? "same" : "question");
  const then = branch("then");
  const otherwise = branch("else");
  if (then === undefined && otherwise === undefined && scope.notes === undefined) return [];
  const holds = condition ? tried(condition, scope) : code`true`;
  return [call(code`(${holds} ? ${then ?? code`true`} : ${otherwise ?? code`true`})`)];
}

function below(keyword: Code, index: number): Code {
  return code`at?.within("/${keyword}/${literal(index)}")`;
}
