/** Decides whether the linear engine of the validators (`templates/runtime/validation/patterns.ts`) has a program. */
import type { PatternExpression } from "./parse-pattern.ts";

/** Maximum program length. Longer programs could match only short strings within the limit of work. */
const MAX_PROGRAM_LENGTH = 10_000;

/** Returns false if the program is too long, or if a lookaround has more than one character. */
export function hasProgram(expression: PatternExpression): boolean {
  return programLength(expression) <= MAX_PROGRAM_LENGTH;
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
export function singleCharacter(expression: PatternExpression): string | undefined {
  if (expression.kind === "character") return expression.source;
  const [only, ...others] = expression.kind === "sequence" ? expression.parts : [];
  return only === undefined || others.length > 0 ? undefined : singleCharacter(only);
}
