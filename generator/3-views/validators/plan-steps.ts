/** Pass 4: turns the assertions of one schema into the steps of its check. */
import type { SchemaType } from "../../1-document/openapi.ts";
import { code } from "../code.ts";
import type { Assertions } from "./assertions.ts";
import { arraySteps, unevaluatedItemsSteps } from "./keywords/array-steps.ts";
import { choiceSteps, conjunctionSteps } from "./keywords/composition-steps.ts";
import { objectSteps, unevaluatedPropertiesSteps } from "./keywords/object-steps.ts";
import { numberSteps, stringSteps } from "./keywords/number-and-string-steps.ts";
import { isOfType, typeSteps, valueSteps } from "./keywords/type-and-enum-steps.ts";
import type { FunctionScope } from "./function-scope.ts";
import { block, statement, type CheckStep } from "./check-steps.ts";

type Kind = "number" | "string" | "array" | "object";

type StepWriter = (assertions: Assertions, scope: FunctionScope) => readonly CheckStep[];

const STEP_WRITERS: Readonly<Record<Kind, StepWriter>> = {
  number: numberSteps,
  string: stringSteps,
  array: arraySteps,
  object: objectSteps,
};

/** Steps of `unevaluated…` keywords. They come last, because they depend on all other keywords. */
const UNEVALUATED_WRITERS: readonly (readonly [Kind, StepWriter])[] = [
  ["array", unevaluatedItemsSteps],
  ["object", unevaluatedPropertiesSteps],
];

/** Returns the steps in the order in which issues are reported. There are none if the schema accepts everything. */
export function planSteps(assertions: Assertions, scope: FunctionScope): readonly CheckStep[] {
  const { type: types, enter } = assertions;
  const kinds = kindsOfTypes(types);
  const ofType = typeSteps(assertions, scope);
  // after a check of the only type, keywords of that type need no condition
  const isSure = types?.length === 1 && ofType.length > 0;
  const ifOfKind = (kind: Kind, steps: readonly CheckStep[]): readonly CheckStep[] =>
    isSure ? steps : block(code`if (${isOfType(kind, scope).is})`, steps);

  const ofAny = [...valueSteps(assertions, scope), ...conjunctionSteps(assertions, scope)];
  const ofKinds = kinds.map((kind) => ({ kind, steps: STEP_WRITERS[kind](assertions, scope) }));
  const ofChoice = choiceSteps(assertions, scope);
  const isNullable = types?.length === 2 && types.includes("null") && kinds.length === 1 && ofType.length > 0;
  if (isNullable && !scope.evaluated && [...ofAny, ...ofChoice].length === 0) {
    const steps = ofKinds.flatMap((each) => each.steps);
    return steps.length === 0 ? ofType : [statement(code`if (value === null) return true;`), ...ofType, ...steps];
  }
  return [
    ...(enter === undefined ? [] : [statement(scope.enter(enter))]),
    ...ofType,
    ...ofAny,
    ...ofKinds.flatMap(({ kind, steps }) => ifOfKind(kind, steps)),
    ...ofChoice,
    ...UNEVALUATED_WRITERS.filter(([kind]) => kinds.includes(kind)).flatMap(([kind, write]) =>
      ifOfKind(kind, write(assertions, scope)),
    ),
  ];
}

/** Returns the kinds of values that the types include and that have keywords of their own. */
function kindsOfTypes(types: readonly SchemaType[] | undefined): readonly Kind[] {
  const isPossible = (kind: Kind): boolean =>
    types === undefined || types.some((type) => type === kind || (type === "integer" && kind === "number"));
  return KINDS.filter(isPossible);
}

const KINDS = ["number", "string", "array", "object"] as const;
