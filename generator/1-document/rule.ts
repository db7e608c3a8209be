/** The type of a rule: a Redocly visitor with the texts and the severity of its diagnostics. */
import type { Location, Oas3Visitor, UserContext } from "@redocly/openapi-core";
import type { Severity } from "../diagnostics.ts";
import type { SourceOptions } from "../options.ts";
import type { Json } from "./json.ts";
import type { NodeKind } from "./node-kinds.ts";
import type { BrokenPart } from "./broken-parts.ts";
import type { OpenApiVersion } from "./openapi-version.ts";

export type { Oas3Visitor, UserContext };

/** A location in the document, as Redocly reports it. */
export type NodeLocation = Location;

/** A named check of descriptions. */
export interface Rule {
  /** The id in kebab case, and the name of its file in `check/rules/`. A rule that does the same as one of Redocly's has Redocly's name. */
  readonly name: string;
  /**
   * `error` if nothing sensible can be generated, or if two meanings are possible. `warning` if one meaning is clear:
   * it is generated, and `remedy` says which after "Until then". `info` for facts that are worth knowing.
   */
  readonly severity: Severity;
  /**
   * A sentence fragment that says what is lost if `lenient` makes the error a warning, such as "the path is left out".
   * Absent if `lenient` has no effect, because the problem is no error or later stages depend on the rule.
   */
  readonly lenient?: string;
  /** The versions that the rule applies to. Absent if it applies to all of them. */
  readonly versions?: readonly OpenApiVersion[];
  /** The action that solves the problem, in imperative sentences. */
  readonly remedy: string;
  /** Texts for `specwright explain` and for the table in `generator/guide/rules.md`. */
  readonly explanation: Explanation;
  /**
   * A kind of object that the rule must be able to resolve. The rule reports nothing if a reference to an object of
   * this kind is unresolved.
   */
  readonly needs?: NodeKind;
  /**
   * Returns the broken part that generation leaves out or replaces if the problem is only a warning. `steps` lead to
   * the location of the problem, and `value` stands there.
   */
  readonly omits?: (steps: readonly string[], message: string, value: Json | undefined) => BrokenPart | undefined;
  /** Returns true if an option gives the problem a meaning, so that the rule reports nothing. */
  readonly isSolvedBy?: (options: SourceOptions) => boolean;
  /**
   * Creates a visitor for one document. Absent if another rule reports under this name, or if the rule is one of
   * Redocly's.
   */
  readonly visitor?: (options: SourceOptions) => Oas3Visitor;
}

/** The sentences and examples of a rule. */
interface Explanation {
  /** The requirement, in one sentence. */
  readonly asks: string;
  /** The consequences if the requirement is not met, in one or two sentences. */
  readonly why: string;
  /** A YAML description that breaks only this rule. It begins after `info`, unless it states its own version. */
  readonly breaks?: string;
  /** The same description, corrected. Both are absent if YAML cannot show the problem, such as a missing file. */
  readonly keeps?: string;
}

/** Leaves out the node at the location of the problem. A value for `Rule.omits`. */
export const omitNode = (steps: readonly string[]): BrokenPart => ({ steps });

/** Leaves out the parent of the node at the location of the problem. A value for `Rule.omits`. */
export const omitParent = (steps: readonly string[]): BrokenPart => ({ steps: steps.slice(0, -1) });

/** Returns the remedy of a diagnostic, including the effect of `--lenient`. */
export function remedyWithLeniency({ remedy, lenient }: Pick<Rule, "remedy" | "lenient">): string {
  return lenient === undefined ? remedy : `${remedy} With \`--lenient\`, ${lenient}.`;
}

/** A token of RFC 9110 §5.6.2: the syntax of names of headers and methods. */
export const HTTP_TOKEN: RegExp = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
