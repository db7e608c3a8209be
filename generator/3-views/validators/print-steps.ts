/** Pass 5: prints the steps of a check as statements. */
import { code, type Code, indent, join } from "../code.ts";
import type { CheckStep } from "./check-steps.ts";

/** Returns the statements of the function body. The last one returns the result. */
export function printBody(steps: readonly CheckStep[]): readonly Code[] {
  const last = steps.at(-1);
  const returning = last && returnStatement(last);
  return returning === undefined
    ? [...steps.map(printStep), code`return true;`]
    : [...steps.slice(0, -1).map(printStep), returning];
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
      const inner = step.steps.map(
        (each) => code`  ${indent(printStep(each))}
`,
      );
      return code`${step.head} {
${join(inner, code``)}}`;
    }
    default:
      return step satisfies never;
  }
}
