/** Pass 5: prints the steps of a check as statements. */
import { code, type Code, indent, join, literal } from "../code.ts";
import type { CheckStep } from "./check-steps.ts";

/** Returns the statements of the function body. The last one returns the result. */
export function printBody(steps: readonly CheckStep[]): readonly Code[] {
  const last = steps.at(-1);
  const returning = last && returnStatement(last);
  return returning === undefined
    ? [...printSteps(steps), code`return true;`]
    : [...printSteps(steps.slice(0, -1)), returning];
}

/** Maximum number of steps in one function. TypeScript does not analyze functions of 2,000 conditions (TS2563). */
const MAX_STEPS = 500;

/** Returns the statements of steps. Puts long rows of calls and demands into functions of their own. */
function printSteps(steps: readonly CheckStep[]): readonly Code[] {
  if (steps.length <= MAX_STEPS) return steps.map(printStep);
  const statements: Code[] = [];
  for (const row of rowsOf(steps)) {
    if (row.length === 1) {
      statements.push(...row.map(printStep));
      continue;
    }
    // TypeScript counts a function that is called in place as a part of the outer one
    const name = code`part${literal(statements.length)}`;
    const body = indented([...row.map(printStep), code`return true;`]);
    statements.push(code`const ${name} = (): boolean => {\n${body}};`, code`if (!${name}()) return false;`);
  }
  return statements;
}

/** Divides steps into rows of calls and demands, which only return, and single steps of other kinds. */
function rowsOf(steps: readonly CheckStep[]): readonly (readonly CheckStep[])[] {
  const rows: CheckStep[][] = [];
  let row: CheckStep[] | undefined;
  for (const step of steps) {
    const isPlain = step.kind === "call" || step.kind === "demand";
    if (isPlain && row !== undefined && row.length < MAX_STEPS) row.push(step);
    else rows.push((row = [step]));
    if (!isPlain) row = undefined;
  }
  return rows;
}

function indented(statements: readonly Code[]): Code {
  const lines = statements.map((each) => code`  ${indent(each)}\n`);
  return join(lines, code``);
}

/** Returns the statement for the last step, or undefined if the step cannot return the result itself. */
function returnStatement(step: CheckStep): Code | undefined {
  switch (step.kind) {
    case "demand":
    case "guard":
      return code`return ${step.condition.is} || ${step.failure};`;
    case "call":
      return step.when ? code`return ${step.when.isNot} || ${step.call};` : code`return ${step.call};`;
    default:
      return undefined;
  }
}

function printStep(step: CheckStep): Code {
  switch (step.kind) {
    case "demand":
      return code`if (${step.condition.isNot} && !${step.failure}) return false;`;
    case "guard":
      return code`if (${step.condition.isNot}) return ${step.failure};`;
    case "call":
      return code`if (${step.when ? code`${step.when.is} && ` : code``}!${step.call}) return false;`;
    case "statement":
      return step.statement;
    case "block":
      return code`${step.head} {\n${indented(printSteps(step.steps))}}`;
    default:
      return step satisfies never;
  }
}
