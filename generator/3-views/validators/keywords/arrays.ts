/** Keywords for arrays. JSON Schema 2020-12 Core §10.3.1 and Validation §6.4 */
import { code, type Code, literal } from "../../code.ts";
import type { Assertion, Assertions } from "../assertions.ts";
import { complaint, type Scope } from "../scope.ts";
import { block, call, type Condition, demand, line, not, type CheckStep, truth } from "../steps.ts";
import { compare, limit } from "./scalars.ts";

const LENGTH = code`value.length`;
const ITEM = code`value[i]`;

export function arraySteps(assertions: Assertions, scope: Scope): readonly CheckStep[] {
  const { minItems, maxItems, uniqueItems = false } = assertions;
  return [
    ...limit(code`"minItems"`, minItems || undefined, (least) => compare(LENGTH, code`>=`, code`<`, least), scope),
    ...limit(code`"maxItems"`, maxItems, (most) => compare(LENGTH, code`<=`, code`>`, most), scope),
    ...prefixSteps(assertions, scope),
    ...itemsSteps(assertions, scope),
    ...containsSteps(assertions, scope),
    ...(uniqueItems
      ? [demand(truth(code`${scope.use("areUnique")}(value)`), complaint(scope, code`"uniqueItems"`))]
      : []),
  ];
}

function prefixSteps({ prefixItems = [] }: Assertions, scope: Scope): readonly CheckStep[] {
  const steps = prefixItems.flatMap((assertion, index): readonly CheckStep[] => {
    const check = scope.check(assertion, `Item ${index + 1}`, "part");
    if (check === undefined) return [];
    const place = code`at?.to(${literal(index)}, ${literal(`/prefixItems/${index}`)})`;
    const isThere = compare(LENGTH, code`>`, code`<=`, literal(index));
    return [call(check(code`value[${literal(index)}]`, place), isThere)];
  });
  return prefixItems.length > 0 && scope.notes
    ? [...steps, line(scope.notes.note(code`items(${literal(prefixItems.length)})`))]
    : steps;
}

function itemsSteps({ items, prefixItems = [] }: Assertions, scope: Scope): readonly CheckStep[] {
  if (items === undefined) return [];
  const first = prefixItems.length;
  const notes = scope.notes ? [line(scope.notes.note(code`items(Infinity)`))] : [];
  if (items === false) {
    return [...limit(code`"items"`, first, (most) => compare(LENGTH, code`<=`, code`>`, most), scope), ...notes];
  }
  const check = scope.check(items, "Item", "part");
  return [...(check ? eachItem(literal(first), [call(check(ITEM, { step: code`i` }))]) : []), ...notes];
}

/** The steps for each item from an index on. */
export function eachItem(first: Code, steps: readonly CheckStep[]): readonly CheckStep[] {
  return block(code`for (let i = ${first}; i < value.length; i++)`, steps);
}

function containsSteps({ contains, minContains = 1, maxContains }: Assertions, scope: Scope): readonly CheckStep[] {
  if (contains === undefined) return [];
  const found = countSteps(contains, scope);
  const limits = maxContains === undefined ? [minContains] : [minContains, maxContains];
  const [least, most] = limits.map((each) => literal(each));
  const isEnough: Condition =
    most === undefined
      ? compare(code`found`, code`>=`, code`<`, least ?? code`1`)
      : {
          is: code`(found >= ${least ?? code`1`} && found <= ${most})`,
          isNot: code`(found < ${least ?? code`1`} || found > ${most})`,
        };
  return [line(code`let found = 0;`), ...found, demand(isEnough, complaint(scope, code`"contains"`, literal(limits)))];
}

function countSteps(contains: Assertion, scope: Scope): readonly CheckStep[] {
  const check = scope.check(contains, "Contained", "question");
  const steps = [line(code`found++;`), ...(scope.notes ? [line(scope.notes.note(code`item(i)`))] : [])];
  return eachItem(code`0`, check ? block(code`if (${check(ITEM)})`, steps) : steps);
}

/** `unevaluatedItems`, after all that looks at items. */
export function unevaluatedItemsSteps({ unevaluatedItems }: Assertions, scope: Scope): readonly CheckStep[] {
  if (unevaluatedItems === undefined || scope.notes === undefined) return [];
  const check = scope.check(unevaluatedItems, "Item", "part");
  if (check === undefined) return [];
  const place = code`at?.to(i, "/unevaluatedItems")`;
  const isKnown = truth(code`${scope.notes.variable}.hasItem(i)`);
  return eachItem(code`0`, [call(check(ITEM, place), not(isKnown))]);
}
