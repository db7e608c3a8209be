/** Turns expressions into plans for `linearMatcher` in `templates/runtime/validation/patterns.ts`. */
import type { PatternExpression } from "../../../1-document/patterns/parse-pattern.ts";

/** The plan that the runtime reads: atoms, sequences, choices, repetitions, and lookarounds of one character. */
export type PatternPlan =
  | string
  | readonly PatternPlan[]
  | { readonly any: readonly PatternPlan[] }
  | { readonly of: PatternPlan; readonly min: number; readonly max?: number }
  | { readonly ahead: string; readonly is: boolean }
  | { readonly behind: string; readonly is: boolean };

/** Maximum program length. Longer programs could match only short strings within the limit of work. */
const MAX_PROGRAM_LENGTH = 10_000;

/** Returns the plan, or undefined if it is too long or has a lookaround of more than one character. */
export function matcherPlan(expression: PatternExpression): PatternPlan | undefined {
  return programLength(expression) > MAX_PROGRAM_LENGTH ? undefined : planExpression(expression);
}

function planExpression(expression: PatternExpression): PatternPlan {
  switch (expression.kind) {
    case "start":
      return "^";
    case "end":
      return "$";
    case "character":
      return expression.source;
    case "sequence":
      return expression.parts.map(planExpression);
    case "choice":
      return { any: expression.options.map(planExpression) };
    case "repeat": {
      const { min, max } = expression;
      return { of: planExpression(expression.of), min, ...(max !== Infinity && { max }) };
    }
    case "look":
      return planLookaround(expression);
    default:
      return expression satisfies never;
  }
}

function planLookaround({ of, ahead, is }: Extract<PatternExpression, { readonly kind: "look" }>): PatternPlan {
  const character = singleCharacter(of) ?? ""; // `programLength` has excluded others
  return ahead ? { ahead: character, is } : { behind: character, is };
}

/** Returns the number of steps of the program, or Infinity if the expression has no program. */
function programLength(expression: PatternExpression): number {
  switch (expression.kind) {
    case "sequence":
      return expression.parts.reduce((sum, part) => sum + programLength(part), 0);
    case "choice":
      return expression.options.reduce((sum, option) => sum + programLength(option) + 1, 1);
    case "repeat": {
      const { min, max } = expression;
      const once = programLength(expression.of);
      return once * min + (max === Infinity ? once + 2 : (once + 1) * (max - min));
    }
    case "look":
      return singleCharacter(expression.of) === undefined ? Infinity : 1;
    default:
      return 1;
  }
}

/** Returns the source of an expression that matches exactly one character, else undefined. */
function singleCharacter(expression: PatternExpression): string | undefined {
  if (expression.kind === "character") return expression.source;
  const [only, ...others] = expression.kind === "sequence" ? expression.parts : [];
  return only === undefined || others.length > 0 ? undefined : singleCharacter(only);
}
