/** A schema → the steps of its check: what says of which kind the value is, what is said of that kind, and the rest. */
import type { SchemaType } from "../../1-document/openapi.ts";
import { code } from "../code.ts";
import type { Assertions } from "./assertions.ts";
import { arraySteps, unevaluatedItemsSteps } from "./keywords/arrays.ts";
import { choiceSteps, conjunctionSteps } from "./keywords/compositions.ts";
import { objectSteps, unevaluatedPropertiesSteps } from "./keywords/objects.ts";
import { numberSteps, stringSteps } from "./keywords/scalars.ts";
import { isOfType, typeSteps, valueSteps } from "./keywords/values.ts";
import type { Scope } from "./scope.ts";
import { block, line, type CheckStep } from "./steps.ts";

type Kind = "number" | "string" | "array" | "object";

type Write = (assertions: Assertions, scope: Scope) => readonly CheckStep[];

const WRITERS: Readonly<Record<Kind, Write>> = {
  number: numberSteps,
  string: stringSteps,
  array: arraySteps,
  object: objectSteps,
};

/** What asks for all that was not looked at comes last. */
const LAST: readonly (readonly [Kind, Write])[] = [
  ["array", unevaluatedItemsSteps],
  ["object", unevaluatedPropertiesSteps],
];

/** The steps in the order of their complaints. None where everything is allowed. */
export function bodyOf(assertions: Assertions, scope: Scope): readonly CheckStep[] {
  const { type: types, enter } = assertions;
  const kinds = kindsOf(types);
  const ofType = typeSteps(assertions, scope);
  // past the one type that there can be, nothing needs to be asked again
  const isSure = types?.length === 1 && ofType.length > 0;
  const where = (kind: Kind, steps: readonly CheckStep[]): readonly CheckStep[] =>
    isSure ? steps : block(code`if (${isOfType(kind, scope).is})`, steps);

  const ofAny = [...valueSteps(assertions, scope), ...conjunctionSteps(assertions, scope)];
  const ofKinds = kinds.map((kind) => ({ kind, steps: WRITERS[kind](assertions, scope) }));
  const ofChoice = choiceSteps(assertions, scope);
  const isNullable = types?.length === 2 && types.includes("null") && kinds.length === 1 && ofType.length > 0;
  if (isNullable && !scope.notes && [...ofAny, ...ofChoice].length === 0) {
    const steps = ofKinds.flatMap((each) => each.steps);
    return steps.length === 0 ? ofType : [line(code`if (value === null) return true;`), ...ofType, ...steps];
  }
  return [
    ...(enter === undefined ? [] : [line(scope.enter(enter))]),
    ...ofType,
    ...ofAny,
    ...ofKinds.flatMap(({ kind, steps }) => where(kind, steps)),
    ...ofChoice,
    ...LAST.filter(([kind]) => kinds.includes(kind)).flatMap(([kind, write]) => where(kind, write(assertions, scope))),
  ];
}

/** What keywords there are for these types. */
function kindsOf(types: readonly SchemaType[] | undefined): readonly Kind[] {
  const isPossible = (kind: Kind): boolean =>
    types === undefined || types.some((type) => type === kind || (type === "integer" && kind === "number"));
  return KINDS.filter(isPossible);
}

const KINDS = ["number", "string", "array", "object"] as const;
