/** Keywords that apply subschemas to the same value. JSON Schema 2020-12 Core §8.2.3, §10.2 */
import { code, type Code, join, literal } from "../../code.ts";
import type { UnionTags } from "../../../1-document/openapi.ts";
import { type Assertion, type Assertions, soleType } from "../assertions.ts";
import { type CallWriter, failCall, PATH, type FunctionScope, VALUE } from "../function-scope.ts";
import { call, demand, statement, type CheckStep, conditionOf } from "../check-steps.ts";
import { MAX_COMPARED_VALUES, type Scalar, scalarsOf } from "./type-and-enum-steps.ts";

const ALL = code`allOf`;
const ANY = code`anyOf`;
const ONE = code`oneOf`;

/** Returns the steps of keywords that always apply: references and `allOf`. */
export function conjunctionSteps(
  { check, dynamicCheck, allOf = [] }: Assertions,
  scope: FunctionScope,
): readonly CheckStep[] {
  const references = [check, dynamicCheck].filter((target) => target !== undefined);
  const parts = allOf.flatMap((assertion, index) => {
    const part = scope.check(assertion, `Part ${index + 1}`, "same");
    return part ? [call(part(VALUE, subschemaPath(ALL, index)))] : [];
  });
  return [...references.map((target) => call(scope.reference(target)(VALUE, PATH))), ...parts];
}

/** Returns the steps of keywords with alternatives: `anyOf`, `oneOf`, `not`, `if`. */
export function choiceSteps(assertions: Assertions, scope: FunctionScope): readonly CheckStep[] {
  const { anyOf, oneOf, tags, not } = assertions;
  return [
    ...(anyOf === undefined ? [] : anyOfSteps(anyOf, scope, tags)),
    ...(oneOf === undefined ? [] : oneOfSteps(oneOf, scope, tags)),
    ...(not === undefined ? [] : notSteps(not, scope)),
    ...conditionSteps(assertions, scope),
  ];
}

interface Option {
  /** Expression that is true if the option accepts the value. */
  readonly holds: Code;
  /** The same expression, but it reports issues. */
  readonly explained: Code;
  /** True if the option accepts `null` and nothing else. */
  readonly isNull: boolean;
  /** Values of the discriminator's property that select the option. */
  readonly tags: readonly string[];
}

/** Returns the options of `anyOf` or `oneOf`. An option that accepts everything is the expression `true`. */
function optionsOf(
  assertions: OptionLists["others"],
  keyword: Code,
  scope: FunctionScope,
  known: UnionTags | undefined,
): readonly Option[] {
  return assertions.map(([index, assertion]) => {
    const tags = known?.values[index] ?? [];
    const check = scope.check(assertion, `Option ${index + 1}`, "same");
    const isNull = soleType(assertion) === "null";
    if (check === undefined) return { holds: code`true`, explained: code`true`, isNull, tags };
    return {
      isNull,
      tags,
      holds: branchCall(check, scope),
      explained: check(VALUE, code`at.within("/${keyword}/${literal(index)}")`, code`undefined`),
    };
  });
}

/** Returns a call that reports no issues, and keeps evaluated parts only if the schema accepts the value. */
function branchCall(check: CallWriter, { evaluated, use }: FunctionScope): Code {
  if (evaluated === undefined) return check(VALUE);
  return code`${use("validateBranch")}(${evaluated.variable}, (seen) => ${check(VALUE, code`undefined`, code`seen`)})`;
}

function anyOfSteps(assertions: readonly Assertion[], scope: FunctionScope, tags?: UnionTags): readonly CheckStep[] {
  const { scalars, others } = withoutScalars(assertions);
  const options = optionsOf(others, ANY, scope, tags);
  const isListed = scalars.length === 0 ? [] : [code`${setConstant(scalars, scope)}.has(value)`];
  const holds = [...isListed, ...options.map((option) => option.holds)];
  // to record evaluated parts, all options must run, not only the first that accepts the value
  const holdsAny = scope.evaluated
    ? conditionOf(code`[${join(holds, code`, `)}].includes(true)`)
    : conditionOf(code`(${join(holds, code` || `)})`);
  if (scope.evaluated === undefined && holds.includes(code`true`)) return [];
  return [demand(holdsAny, failuresOfAll(options, ANY, scope, tags?.property))];
}

function oneOfSteps(assertions: readonly Assertion[], scope: FunctionScope, tags?: UnionTags): readonly CheckStep[] {
  const { scalars, others } = withoutScalars(assertions);
  const options = optionsOf(others, ONE, scope, tags);
  const [only, ...more] = options;
  if (only !== undefined && [...more, ...scalars].length === 0) {
    return [demand(conditionOf(only.holds), failuresOfAll(options, ONE, scope))];
  }
  const counted = scalars.length === 0 ? [] : [timesListed(scalars, scope)];
  const sum = join([...counted, ...options.map(({ holds }) => code`Number(${holds})`)], code` + `);
  return [
    statement(code`const matches = ${sum};`),
    demand(
      { is: code`matches === 1`, isNot: code`matches !== 1` },
      code`(matches === 0 ? ${failuresOfAll(options, ONE, scope, tags?.property)} : ${failCall(scope, code`"oneOf"`)})`,
    ),
  ];
}

interface OptionLists {
  /** Values of the options that only list scalars. Empty if these options are few. */
  readonly scalars: readonly Scalar[];
  /** All other options, each with its index. */
  readonly others: readonly (readonly [index: number, option: Assertion])[];
}

/** Separates options that only list scalars: many of them are checked by one lookup. */
function withoutScalars(assertions: readonly Assertion[]): OptionLists {
  const options = [...assertions.entries()];
  const lists = options.map(([, option]) => scalarsOf(option));
  if (lists.filter((list) => list !== undefined).length <= MAX_COMPARED_VALUES) return { scalars: [], others: options };
  return {
    scalars: lists.flatMap((list) => list ?? []),
    others: options.filter(([index]) => lists[index] === undefined),
  };
}

function setConstant(scalars: readonly Scalar[], { constant, use }: FunctionScope): Code {
  return constant("values", code`/* @__PURE__ */ ${use("scalarSet")}(${literal(scalars)})`);
}

/** Returns an expression for the number of options that list the value. */
function timesListed(scalars: readonly Scalar[], scope: FunctionScope): Code {
  const times = new Map<Scalar, number>();
  for (const scalar of scalars) times.set(scalar, (times.get(scalar) ?? 0) + 1);
  if (times.size === scalars.length) return code`Number(${setConstant(scalars, scope)}.has(value))`;
  const counts = scope.constant("values", code`/* @__PURE__ */ ${scope.use("scalarCounts")}(${literal([...times])})`);
  return code`(${counts}.get(value) ?? 0)`;
}

/**
 * Returns an expression that reports the issues of every option, and that no option matches. For a nullable schema, it
 * reports only the issues of the schema: the form of a user needs one message. If the property of a discriminator
 * selects an option, it reports only the issues of that option.
 */
function failuresOfAll(options: readonly Option[], keyword: Code, scope: FunctionScope, property?: string): Code {
  const others = options.filter(({ isNull }) => !isNull);
  const [only, ...more] = others;
  if (only !== undefined && more.length === 0 && options.length === 2) {
    return code`(at !== undefined && ${only.explained})`;
  }
  const each = (only === undefined ? options : others).map(({ explained }) => explained);
  const positions = property === undefined ? [] : tagPositions(only === undefined ? options : others);
  if (property !== undefined && positions.length > 0 && each.length > 1) {
    const tags = scope.constant("values", literal(Object.fromEntries(positions)));
    const list = join(
      each.map((explained) => code`() => ${explained}`),
      code`, `,
    );
    return code`(at !== undefined && ${scope.use("failTagged")}(at, "${keyword}", value, ${literal(property)}, ${tags}, [${list}]))`;
  }
  return code`(at !== undefined && ${join([...each, failCall(scope, code`"${keyword}"`)], code` && `)})`;
}

/** Returns the values that select exactly one option, each with the position of the option. */
function tagPositions(options: readonly Option[]): readonly (readonly [tag: string, position: number])[] {
  const all = options.flatMap(({ tags }, position) => tags.map((tag) => [tag, position] as const));
  return all.filter(([tag, position]) => all.every(([other, place]) => other !== tag || place === position));
}

function notSteps(assertion: Assertion, scope: FunctionScope): readonly CheckStep[] {
  const check = scope.check(assertion, "Excluded", "test");
  const excluded = check?.(VALUE) ?? code`true`;
  return [demand({ is: code`!${excluded}`, isNot: excluded }, failCall(scope, code`"not"`))];
}

function conditionSteps(assertions: Assertions, scope: FunctionScope): readonly CheckStep[] {
  if (assertions.if === undefined) return [];
  const branch = (keyword: "then" | "else"): Code | undefined => {
    const check = scope.check(assertions[keyword] ?? true, keyword, "same");
    return check?.(VALUE, code`at?.within(${literal(`/${keyword}`)})`);
  };
  const then = branch("then");
  const otherwise = branch("else");
  if (then === undefined && otherwise === undefined && scope.evaluated === undefined) return [];
  const condition = scope.check(assertions.if, "Condition", scope.evaluated ? "same" : "test");
  const holds = condition ? branchCall(condition, scope) : code`true`;
  return [call(code`(${holds} ? ${then ?? code`true`} : ${otherwise ?? code`true`})`)];
}

function subschemaPath(keyword: Code, index: number): Code {
  return code`at?.within("/${keyword}/${literal(index)}")`;
}
