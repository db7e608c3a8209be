/**
 * The second intermediate form of the compiler: the steps of a check function.
 *
 * A check returns true to continue. Without a path (`at`), true means that the value is valid. With a path, the check
 * reports issues there, and true means that more issues can be reported. Calls and failures in a step do the same.
 */
import { code, type Code, join } from "../code.ts";

export type CheckStep =
  /** Reports a failure unless the condition holds, then continues. */
  | { readonly kind: "demand"; readonly condition: Condition; readonly failure: Code }
  /** Reports a failure unless the condition holds, and ends the check in that case. */
  | { readonly kind: "guard"; readonly condition: Condition; readonly failure: Code }
  /** Evaluates an expression that returns true to continue. With `when`, only if that condition holds. */
  | { readonly kind: "call"; readonly call: Code; readonly when: Condition | undefined }
  /** Runs a statement that cannot fail. */
  | { readonly kind: "statement"; readonly statement: Code }
  /** Runs steps in an `if` or a loop. */
  | { readonly kind: "block"; readonly head: Code; readonly steps: readonly CheckStep[] };

/** An expression and its negation. `is` can be an operand of `||`, `isNot` an operand of `&&`. */
export interface Condition {
  readonly is: Code;
  readonly isNot: Code;
}

/** Returns the condition of an expression that `!` can precede: a call, a name or a parenthesized expression. */
export function conditionOf(expression: Code): Condition {
  return { is: expression, isNot: code`!${expression}` };
}

export function negate({ is, isNot }: Condition): Condition {
  return { is: isNot, isNot: is };
}

/** Returns the condition that at least one of several conditions holds. */
export function anyOfConditions(conditions: readonly Condition[]): Condition {
  const [only, ...others] = conditions;
  if (only !== undefined && others.length === 0) return only;
  const is = join(
    conditions.map((condition) => condition.is),
    code` || `,
  );
  return { is, isNot: code`!(${is})` };
}

export function demand(condition: Condition, failure: Code): CheckStep {
  return { kind: "demand", condition, failure };
}

export function guard(condition: Condition, failure: Code): CheckStep {
  return { kind: "guard", condition, failure };
}

export function call(expression: Code, when?: Condition): CheckStep {
  return { kind: "call", call: expression, when };
}

export function statement(text: Code): CheckStep {
  return { kind: "statement", statement: text };
}

/** Returns a block, or nothing if there are no steps. */
export function block(head: Code, steps: readonly CheckStep[]): readonly CheckStep[] {
  return steps.length === 0 ? [] : [{ kind: "block", head, steps }];
}
