/** Expressions → programs that `templates/runtime/patterns.ts` runs in linear time, because it never goes back. */
import type { Expression } from "./syntax.ts";

/**
 * Step by step: an atom as a pattern writes it (one character, or `^` and `$`), or the numbers of the steps to go
 * on with, all at once. After the last step the text has matched.
 */
export type Program = readonly (string | readonly number[])[];

/** Longer programs cost more than they are worth. */
const LONGEST = 2_000;

/** The program of an expression, or undefined where it would be too long, or has to look around. */
export function programOf(expression: Expression): Program | undefined {
  if (lengthOf(expression) > LONGEST) return undefined;
  const program: (string | number[])[] = [];
  write(expression, program);
  return program;
}

function write(expression: Expression, program: (string | number[])[]): void {
  switch (expression.kind) {
    case "start":
      program.push("^");
      break;
    case "end":
      program.push("$");
      break;
    case "character":
      program.push(expression.source);
      break;
    case "sequence":
      for (const part of expression.parts) write(part, program);
      break;
    case "choice":
      writeChoice(expression.options, program);
      break;
    case "repeat":
      writeRepeat(expression, program);
      break;
    case "look":
      break; // there is no program
    default:
      expression satisfies never;
  }
}

function writeChoice(options: readonly Expression[], program: (string | number[])[]): void {
  const starts: number[] = [];
  const end: number[] = [];
  program.push(starts);
  for (const option of options) {
    starts.push(program.length);
    write(option, program);
    program.push(end);
  }
  end.push(program.length);
}

function writeRepeat(
  { of, min, max }: Extract<Expression, { readonly kind: "repeat" }>,
  program: (string | number[])[],
): void {
  for (let count = 0; count < min; count++) write(of, program);
  const exits: number[][] = [];
  for (let count = min; count < (max === Infinity ? min + 1 : max); count++) {
    const start = program.length;
    const ways = [start + 1];
    exits.push(ways);
    program.push(ways);
    write(of, program);
    if (max === Infinity) program.push([start]);
  }
  for (const ways of exits) ways.push(program.length);
}

function lengthOf(expression: Expression): number {
  switch (expression.kind) {
    case "sequence":
      return expression.parts.reduce((sum, part) => sum + lengthOf(part), 0);
    case "choice":
      return expression.options.reduce((sum, option) => sum + lengthOf(option) + 1, 1);
    case "repeat":
      return (
        (lengthOf(expression.of) + 2) * Math.max(1, expression.max === Infinity ? expression.min + 1 : expression.max)
      );
    case "look":
      return Infinity;
    default:
      return 1;
  }
}
