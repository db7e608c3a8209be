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
  for (let start = 0; start < steps.length;) {
    const row = steps.slice(start, start + MAX_STEPS);
    const end = row.findIndex(({ kind }) => kind !== "call" && kind !== "demand");
    const part = end === -1 ? row : row.slice(0, end);
    if (part.length > 1) {
      // TypeScript counts a function that is called in place as a part of the outer one
      const name = code`part${literal(statements.length)}`;
      statements.push(code`const ${name} = (): boolean => {\n${printLines(part)}  return true;\n};`);
      statements.push(code`if (!${name}()) return false;`);
    }
    const [first] = row;
    if (part.length <= 1 && first !== undefined) statements.push(printStep(first));
    start += Math.max(1, part.length);
  }
  return statements;
}

function printLines(steps: readonly CheckStep[]): Code {
  const lines = steps.map((step) => code`  ${indent(printStep(step))}\n`);
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
    case "block": {
      const inner = printSteps(step.steps).map((each) => code`  ${indent(each)}\n`);
      return code`${step.head} {\n${join(inner, code``)}}`;
    }
    default:
      return step satisfies never;
  }
}
