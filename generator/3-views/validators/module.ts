/** What the functions of one module have in common while they are written. */
import type { Code } from "../code.ts";
import type { Assertion } from "./assertions.ts";

/** The module that functions are written into. */
export interface Module {
  /** Notes that the function of the runtime is called, and gives its name. */
  use(helper: string): Code;
  /** Name of a constant of this value, declared once. `kind`: what the name begins with. */
  constant(kind: ConstantKind, source: Code): Code;
  /** The function of a schema; undefined where it allows everything. */
  functionOf(assertion: Assertion, site: CallSite): Callee | undefined;
  /** The function of a check by its name. */
  named(name: string): Callee;
  /** Whether its calls are counted, for it may come back to itself or ask the same too often. */
  isRecursive(name: string): boolean;
  /** What a call of the check adds to the effort, beside its parts. */
  chargeOf(name: string): number | undefined;
  /** Whether a run keeps its answers, lest it be asked of one value again and again. */
  isHeavy(name: string): boolean;
}

export type ConstantKind = "names" | "values" | "pattern";

/** A function that can be called: with a value, a place, and perhaps more. */
export interface Callee {
  /** An expression; of most, a name. */
  readonly name: Code;
  /** The run of checks that may come back to themselves. */
  readonly takesRun: boolean;
  /** The run keeps its answers. */
  readonly isHeavy: boolean;
  /** Where to note what is looked at. */
  readonly takesNotes: boolean;
  /** The step from the place to the value, instead of a place of its own. */
  readonly takesStep: boolean;
}

/** Where a schema stands. */
export interface CallSite {
  /** Name of the check that it belongs to. */
  readonly check: string;
  /** What its function would like to be called; asked only where there is none like it. */
  readonly name: () => string;
  /** Whether somebody may ask what it looks at. */
  readonly isTracked: boolean;
  /** What complaints call the schema, where it is referred to by that. */
  readonly label?: string;
}
