/**
 * The body of a check, step by step. A check answers whether to go on: without a place to complain at, that is whether
 * the value is right; with one, whether there is room for more complaints. So is every call in it, and every complaint.
 */
import { code, type Code, indent, join } from "../code.ts";

export type CheckStep =
  /** The value must be so, or there is a complaint. */
  | { readonly kind: "demand"; readonly must: Condition; readonly complaint: Code }
  /** The value must be so, or nothing else is to be said of it. */
  | { readonly kind: "guard"; readonly must: Condition; readonly complaint: Code }
  /** An expression that says whether to go on; `when`: only then is it asked. */
  | { readonly kind: "call"; readonly call: Code; readonly when: Condition | undefined }
  /** What has nothing to say. */
  | { readonly kind: "line"; readonly line: Code }
  /** Steps under a condition, or in a loop. */
  | { readonly kind: "block"; readonly head: Code; readonly steps: readonly CheckStep[] };

/** An expression and its opposite; `is` can stand in a disjunction, and `isNot` in a conjunction. */
export interface Condition {
  readonly is: Code;
  readonly isNot: Code;
}

/** Of an expression that can be negated as it is: a call, a name, or something in parentheses. */
export function truth(expression: Code): Condition {
  return { is: expression, isNot: code`!${expression}` };
}

export function not({ is, isNot }: Condition): Condition {
  return { is: isNot, isNot: is };
}

/** One of several conditions. */
export function either(conditions: readonly Condition[]): Condition {
  const [only, ...others] = conditions;
  if (only !== undefined && others.length === 0) return only;
  const is = join(
    conditions.map((condition) => condition.is),
    code` || `,
  );
  return { is, isNot: code`!(${is})` };
}

export function demand(must: Condition, complaint: Code): CheckStep {
  return { kind: "demand", must, complaint };
}

export function guard(must: Condition, complaint: Code): CheckStep {
  return { kind: "guard", must, complaint };
}

export function call(expression: Code, when?: Condition): CheckStep {
  return { kind: "call", call: expression, when };
}

export function line(text: Code): CheckStep {
  return { kind: "line", line: text };
}

/** Nothing where there are no steps. */
export function block(head: Code, steps: readonly CheckStep[]): readonly CheckStep[] {
  return steps.length === 0 ? [] : [{ kind: "block", head, steps }];
}

/** The statements of a function's body, the last of which gives its answer. */
export function printBody(steps: readonly CheckStep[]): readonly Code[] {
  const last = steps.at(-1);
  const response = last && responseOf(last);
  return response === undefined
    ? [...steps.map(print), code`return true;`]
    : [...steps.slice(0, -1).map(print), response];
}

function responseOf(step: CheckStep): Code | undefined {
  switch (step.kind) {
    case "demand":
    case "guard":
      return code`return ${step.must.is} || ${step.complaint};`;
    case "call":
      return step.when ? code`return ${step.when.isNot} || ${step.call};` : code`return ${step.call};`;
    default:
      return undefined;
  }
}

function print(step: CheckStep): Code {
  switch (step.kind) {
    case "demand":
      return code`if (${step.must.isNot} && !${step.complaint}) return false;`;
    case "guard":
      return code`if (${step.must.isNot}) return ${step.complaint};`;
    case "call":
      return code`if (${step.when ? code`${step.when.is} && ` : code``}!${step.call}) return false;`;
    case "line":
      return step.line;
    case "block": {
      const inner = step.steps.map(
        (each) => code`  ${indent(print(each))}
`,
      );
      return code`${step.head} {
${join(inner, code``)}}`;
    }
    default:
      return step satisfies never;
  }
}
