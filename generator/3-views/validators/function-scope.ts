/** The function that a schema is compiled into, as the keywords of the schema see it. */
import { code, type Code } from "../code.ts";
import type { ConstantKind } from "./module-scope.ts";
import type { Assertion, CheckReference } from "./assertions.ts";

/**
 * The value that a subschema applies to: a child (property or item), the same value, or a value that it only tests.
 * Tests report no issues, because the result is an input of another keyword such as `not`.
 */
export type ValueRelation = "child" | "same" | "test";

export interface FunctionScope {
  /** Returns the name of a runtime function, and adds it to the imports. */
  use(helper: string): Code;
  /** Returns the name of a module constant with this value. The name begins with `kind`. */
  constant(kind: ConstantKind, source: Code): Code;
  /**
   * Returns how to call the check of a subschema, or undefined if the subschema accepts everything. `name` says what
   * the subschema is to its parent, as words for the name of a function.
   */
  check(assertion: Assertion, name: string, relation: ValueRelation): CallWriter | undefined;
  /** Returns how to call the check of a `$ref` or `$dynamicRef`. */
  reference(target: string | CheckReference): CallWriter;
  /** Returns a statement that registers the checks of these `$dynamicAnchor`s. */
  enter(anchors: readonly (readonly [anchor: string, check: string])[]): Code;
  /** Records evaluated properties and items. Undefined if no schema needs that information. */
  readonly evaluated: EvaluatedTracker | undefined;
}

/** Writes the call of a check as an expression. `seen` replaces the variable that records evaluated parts. */
export type CallWriter = (value: Code, path?: CallPath, seen?: Code) => Code;

/** Path of the checked value: an expression, or the step from the path of the current value. */
export type CallPath = Code | { readonly step: Code };

export interface EvaluatedTracker {
  readonly variable: Code;
  /** Returns a statement that calls a method of the variable. */
  record(method: Code): Code;
}

/** Parameters of every check: the value, and its path if issues are wanted. */
export const VALUE: Code = code`value`;
export const PATH: Code = code`at`;

/** Stands for an absent argument. */
export const UNDEFINED: Code = code`undefined`;

/** Returns an expression that reports that the value violates a keyword. */
export function failCall({ use }: FunctionScope, keyword: Code, parameter?: Code): Code {
  return code`${use("fail")}(at, ${keyword}${parameter === undefined ? code`` : code`, ${parameter}`})`;
}
