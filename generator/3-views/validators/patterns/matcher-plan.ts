/** Turns expressions into plans for `linearMatcher` in `templates/runtime/validation/patterns.ts`. */
import type { PatternExpression } from "../../../1-document/patterns/parse-pattern.ts";
import { singleCharacter } from "../../../1-document/patterns/program-length.ts";

/** The plan that the runtime reads: atoms, sequences, choices, repetitions, and lookarounds of one character. */
export type PatternPlan =
  | string
  | readonly PatternPlan[]
  | { readonly any: readonly PatternPlan[] }
  | { readonly of: PatternPlan; readonly min: number; readonly max?: number }
  | { readonly ahead: string; readonly is: boolean }
  | { readonly behind: string; readonly is: boolean };

/** Returns the plan of an expression that has a program. */
export function matcherPlan(expression: PatternExpression): PatternPlan {
  switch (expression.kind) {
    case "start":
      return "^";
    case "end":
      return "$";
    case "character":
      return expression.source;
    case "sequence":
      return expression.parts.map(matcherPlan);
    case "choice":
      return { any: expression.options.map(matcherPlan) };
    case "repeat": {
      const { min, max } = expression;
      return { of: matcherPlan(expression.of), min, ...(max !== Infinity && { max }) };
    }
    case "look":
      return planLookaround(expression);
    default:
      return expression satisfies never;
  }
}

function planLookaround({ of, ahead, is }: Extract<PatternExpression, { readonly kind: "look" }>): PatternPlan {
  const character = singleCharacter(of) ?? ""; // `hasProgram` has excluded others
  return ahead ? { ahead: character, is } : { behind: character, is };
}
