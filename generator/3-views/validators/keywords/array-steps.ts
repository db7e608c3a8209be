/** Keywords for arrays. JSON Schema 2020-12 Core §10.3.1 and Validation §6.4 */
import { code, type Code, literal } from "../../code.ts";
import type { Assertion, Assertions } from "../assertions.ts";
import { failCall, type FunctionScope } from "../function-scope.ts";
import { block, call, type Condition, demand, statement, negate, type CheckStep, conditionOf } from "../check-steps.ts";
import { comparison, limitSteps } from "./number-and-string-steps.ts";

const LENGTH = code`value.length`;
const ITEM = code`value[i]`;

export function arraySteps(assertions: Assertions, scope: FunctionScope): readonly CheckStep[] {
  const { minItems, maxItems, uniqueItems = false } = assertions;
  return [
    ...limitSteps(
      code`"minItems"`,
      minItems || undefined,
      (least) => comparison(LENGTH, code`>=`, code`<`, least),
      scope,
    ),
    ...limitSteps(code`"maxItems"`, maxItems, (most) => comparison(LENGTH, code`<=`, code`>`, most), scope),
    ...prefixSteps(assertions, scope),
    ...itemsSteps(assertions, scope),
    ...containsSteps(assertions, scope),
    ...(uniqueItems
      ? [demand(conditionOf(code`${scope.use("areUnique")}(value)`), failCall(scope, code`"uniqueItems"`))]
      : []),
  ];
}

function prefixSteps({ prefixItems = [] }: Assertions, scope: FunctionScope): readonly CheckStep[] {
  const steps = prefixItems.flatMap((assertion, index): readonly CheckStep[] => {
    const check = scope.check(assertion, `Item ${index + 1}`, "child");
    if (check === undefined) return [];
    const place = code`at?.to(${literal(index)}, ${literal(`/prefixItems/${index}`)})`;
    const isThere = comparison(LENGTH, code`>`, code`<=`, literal(index));
    return [call(check(code`value[${literal(index)}]`, place), isThere)];
  });
  return prefixItems.length > 0 && scope.evaluated
    ? [...steps, statement(scope.evaluated.record(code`items(${literal(prefixItems.length)})`))]
    : steps;
}

function itemsSteps({ items, prefixItems = [] }: Assertions, scope: FunctionScope): readonly CheckStep[] {
  if (items === undefined) return [];
  const first = prefixItems.length;
  const records = scope.evaluated ? [statement(scope.evaluated.record(code`items(Infinity)`))] : [];
  if (items === false) {
    return [
      ...limitSteps(code`"items"`, first, (most) => comparison(LENGTH, code`<=`, code`>`, most), scope),
      ...records,
    ];
  }
  const check = scope.check(items, "Item", "child");
  return [...(check ? forEachItem(literal(first), [call(check(ITEM, { step: code`i` }))]) : []), ...records];
}

/** Returns a loop over the items from index `first` on. */
function forEachItem(first: Code, steps: readonly CheckStep[]): readonly CheckStep[] {
  return block(code`for (let i = ${first}; i < value.length; i++)`, steps);
}

function containsSteps(
  { contains, minContains = 1, maxContains }: Assertions,
  scope: FunctionScope,
): readonly CheckStep[] {
  if (contains === undefined) return [];
  const found = countSteps(contains, scope);
  const limits = maxContains === undefined ? [minContains] : [minContains, maxContains];
  const [least, most] = limits.map((each) => literal(each));
  const isEnough: Condition =
    most === undefined
      ? comparison(code`found`, code`>=`, code`<`, least ?? code`1`)
      : {
          is: code`(found >= ${least ?? code`1`} && found <= ${most})`,
          isNot: code`(found < ${least ?? code`1`} || found > ${most})`,
        };
  return [
    statement(code`let found = 0;`),
    ...found,
    demand(isEnough, failCall(scope, code`"contains"`, literal(limits))),
  ];
}

function countSteps(contains: Assertion, scope: FunctionScope): readonly CheckStep[] {
  const check = scope.check(contains, "Contained", "test");
  const steps = [
    statement(code`found++;`),
    ...(scope.evaluated ? [statement(scope.evaluated.record(code`item(i)`))] : []),
  ];
  return forEachItem(code`0`, check ? block(code`if (${check(ITEM)})`, steps) : steps);
}

/** Returns the steps of `unevaluatedItems`. They come after all other keywords. */
export function unevaluatedItemsSteps({ unevaluatedItems }: Assertions, scope: FunctionScope): readonly CheckStep[] {
  if (unevaluatedItems === undefined || scope.evaluated === undefined) return [];
  const check = scope.check(unevaluatedItems, "Item", "child");
  if (check === undefined) return [];
  const place = code`at?.to(i, "/unevaluatedItems")`;
  const isKnown = conditionOf(code`${scope.evaluated.variable}.hasItem(i)`);
  return forEachItem(code`0`, [call(check(ITEM, place), negate(isKnown))]);
}
