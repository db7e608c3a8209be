/** What the keywords of a schema know of the function that they are written into. */
import { code, type Code } from "../code.ts";
import type { Assertion, SubschemaCall } from "./assertions.ts";

/**
 * What a schema is applied to: a part of the value; the same value, of which it must hold; or whatever it is only
 * asked about, without complaints.
 */
export type Relation = "part" | "same" | "question";

export interface Scope {
  /** Name of a function of the runtime. */
  use(helper: string): Code;
  /** Name of a constant of the module. `kind`: what that begins with. */
  constant(kind: "names" | "values" | "pattern", source: Code): Code;
  /**
   * The check of a schema below; undefined where it allows everything. `name`: what the schema is to the one that it
   * stands in, as words for the name of a function.
   */
  check(assertion: Assertion, name: string, relation: Relation): Calling | undefined;
  /** The check of a `$ref` or `$dynamicRef`. */
  reference(target: string | SubschemaCall): Calling;
  /** Notes that the schemas of these anchors have been entered. */
  enter(anchors: readonly (readonly [anchor: string, check: string])[]): Code;
  /** The variable that notes what has been looked at; undefined where nobody asks. */
  readonly notes: Notes | undefined;
}

/** The call of a check: an expression. `where`: the place to complain at. `seen`: another variable for what is looked at. */
export type Calling = (value: Code, where?: Where, seen?: Code) => Code;

/** A place, or the step that leads to it from the one of the value. */
export type Where = Code | { readonly step: Code };

export interface Notes {
  readonly variable: Code;
  /** The statement that calls a method of it. */
  note(method: Code): Code;
}

/** The value of every check, and the place of it. */
export const VALUE: Code = code`value`;
export const PLACE: Code = code`at`;

/** In the place of an argument that is not there. */
export const NOBODY: Code = code`undefined`;

/** The complaint that the value does not hold to a keyword: an expression. */
export function complaint({ use }: Scope, keyword: Code, parameter?: Code): Code {
  return code`${use("fail")}(at, ${keyword}${parameter === undefined ? code`` : code`, ${parameter}`})`;
}
