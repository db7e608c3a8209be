/** The module that functions are compiled into, as the compiler of one function sees it. */
import type { Code } from "../code.ts";
import type { Assertion } from "./assertions.ts";

/** Names, constants and functions of the module, and the results of the analyses. */
export interface ModuleScope {
  /** Returns the name of a runtime function, and adds it to the imports. */
  use(helper: string): Code;
  /** Returns the name of a constant with this value, declared once. The name begins with `kind`. */
  constant(kind: ConstantKind, source: Code): Code;
  /** Returns the function of a subschema, or undefined if the subschema accepts everything. */
  functionOf(assertion: Assertion, site: FunctionSite): Callee | undefined;
  /** Returns the function of a check. */
  checkFunction(name: string): Callee;
  /** Returns true if calls of the check are counted, because it is recursive or costly. */
  isRecursive(name: string): boolean;
  /** Returns the effort of one call of a costly check, without the checks that it calls. */
  callCostOf(name: string): number | undefined;
  /** Returns true if a run stores the results of the check per value. */
  isMemoized(name: string): boolean;
}

export type ConstantKind = "names" | "value" | "values" | "pattern";

/** A function and the arguments that it takes after the value and its path. */
export interface Callee {
  /** Expression that is called, mostly a name. */
  readonly name: Code;
  /** Takes the current run, which counts depth and calls. */
  readonly takesRun: boolean;
  /** Results are stored in the run. */
  readonly isMemoized: boolean;
  /** Takes the object that records evaluated properties and items. */
  readonly takesEvaluated: boolean;
  /** Takes the path of the parent and a step, instead of its own path. */
  readonly takesPathStep: boolean;
}

/** The position of a schema that becomes a function. */
export interface FunctionSite {
  /** Name of the check that the schema belongs to. */
  readonly check: string;
  /** Returns the preferred name of the function. Called only if no equal function exists. */
  readonly name: () => string;
  /** Set if a caller may need the evaluated properties and items. */
  readonly reportsEvaluated: boolean;
  /** Name of the schema in issues, if the function is called by reference. */
  readonly label?: string;
}
