/** What a rule is: a Redocly visitor with the sentences and the severity that a diagnostic needs. */
import type { Location, Oas3Visitor, UserContext } from "@redocly/openapi-core";
import type { Severity } from "../diagnostics.ts";
import type { NodeKind } from "./node-kinds.ts";
import type { BrokenPart } from "./broken-parts.ts";
import type { OpenApiVersion } from "./openapi-version.ts";

export type { Oas3Visitor, UserContext };

/** A node of the document with its place. */
export type NodeLocation = Location;

export interface Rule {
  /** Kebab case. A rule that does what one of Redocly's does has its name. */
  readonly name: string;
  /** An error where generation would be ambiguous or the output wrong, else a warning. */
  readonly severity: Severity;
  /**
   * What is taken to be meant where `lenient` makes a warning of the error: "it is ignored". Absent where nothing can be:
   * the stages to come count on the rule.
   */
  readonly lenient?: string;
  /** The versions that it is about; all of them where this is absent. */
  readonly versions?: readonly OpenApiVersion[];
  /** What to do about it, in one sentence. */
  readonly remedy: string;
  /** For `specwright explain`, and for the table in the README. */
  readonly explanation: Explanation;
  /** Nothing is said where a reference to such a thing leads nowhere: that may be what is missed. */
  readonly needs?: NodeKind;
  /** Where the complaint stops nobody, what generation goes on without, if anything; `steps` lead to its place. */
  readonly omits?: (steps: readonly string[], message: string) => BrokenPart | undefined;
  /** A fresh visitor for one document. Absent where another rule reports under this name, and where it is Redocly's. */
  readonly visitor?: () => Oas3Visitor;
}

export interface Explanation {
  /** What the rule asks, in one sentence. */
  readonly asks: string;
  /** What goes wrong otherwise, in one sentence or two. */
  readonly why: string;
  /** YAML: a description that breaks this rule and no other; begins after `info`, unless it says its version itself. */
  readonly breaks?: string;
  /** The same, put right. Both are absent where no text can show it, such as a file that is not there. */
  readonly keeps?: string;
}

/** For `omits`: just what stands at the place. */
export const omitNode = (steps: readonly string[]): BrokenPart => ({ steps });

/** For `omits`: what is around it. */
export const omitParent = (steps: readonly string[]): BrokenPart => ({ steps: steps.slice(0, -1) });

/** What a diagnostic says is to be done: the remedy, and what the lazy get. */
export function remedyWithLeniency({ remedy, lenient }: Pick<Rule, "remedy" | "lenient">): string {
  return lenient === undefined ? remedy : `${remedy} With \`--lenient\`, ${lenient}.`;
}

/** RFC 9110 §5.6.2: what the name of a header or a method may consist of. */
export const HTTP_TOKEN: RegExp = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
