/** Expressions → plans for `linearMatcher` of `templates/runtime/validation/patterns.ts`. */
import type { Expression } from "./syntax.ts";

/** As the runtime reads it: atoms, sequences, choices, repetitions, and looks at a neighbour. */
export type PatternPlan =
  | string
  | readonly PatternPlan[]
  | { readonly any: readonly PatternPlan[] }
  | { readonly of: PatternPlan; readonly min: number; readonly max?: number }
  | { readonly ahead: string; readonly is: boolean }
  | { readonly behind: string; readonly is: boolean };

/** Longer programs would match short texts only. */
const MOST_STEPS = 10_000;

/** The plan of an expression; undefined where it would be too long, or has to look further than one character. */
export function planOf(expression: Expression): PatternPlan | undefined {
  return stepsOf(expression) > MOST_STEPS ? undefined : describe(expression);
}

function describe(expression: Expression): PatternPlan {
  switch (expression.kind) {
    case "start":
      return "^";
    case "end":
      return "$";
    case "character":
      return expression.source;
    case "sequence":
      return expression.parts.map(describe);
    case "choice":
      return { any: expression.options.map(describe) };
    case "repeat": {
      const { min, max } = expression;
      return { of: describe(expression.of), min, ...(max !== Infinity && { max }) };
    }
    case "look":
      return describeLook(expression);
    default:
      return expression satisfies never;
  }
}

function describeLook({ of, ahead, is }: Extract<Expression, { readonly kind: "look" }>): PatternPlan {
  const character = characterOf(of) ?? ""; // else there is no plan
  return ahead ? { ahead: character, is } : { behind: character, is };
}

/** How many steps the program has, once it is written out; Infinity where there is none. */
function stepsOf(expression: Expression): number {
  switch (expression.kind) {
    case "sequence":
      return expression.parts.reduce((sum, part) => sum + stepsOf(part), 0);
    case "choice":
      return expression.options.reduce((sum, option) => sum + stepsOf(option) + 1, 1);
    case "repeat": {
      const { min, max } = expression;
      const once = stepsOf(expression.of);
      return once * min + (max === Infinity ? once + 2 : (once + 1) * (max - min));
    }
    case "look":
      return characterOf(expression.of) === undefined ? Infinity : 1;
    default:
      return 1;
  }
}

/** The one character that an expression stands for. */
function characterOf(expression: Expression): string | undefined {
  if (expression.kind === "character") return expression.source;
  const [only, ...others] = expression.kind === "sequence" ? expression.parts : [];
  return only === undefined || others.length > 0 ? undefined : characterOf(only);
}
