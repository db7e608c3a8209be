/** What a rule is: a Redocly visitor with the sentences and the severity that a diagnostic needs. */
import type { Location, Oas3Visitor, UserContext } from "@redocly/openapi-core";
import type { Severity } from "../../diagnostics.ts";
import type { Version } from "../version.ts";

export type { Oas3Visitor, UserContext };

/** A node of the document with its pointer. */
export type Place = Location;

export interface Rule {
  /** Kebab case. A rule that does what one of Redocly's does has its name. */
  readonly name: string;
  /** An error where generation would be ambiguous or the output wrong, else a warning. */
  readonly severity: Severity;
  /** Whether `lenient` makes a warning of it: one sensible meaning is left, which generation then takes. */
  readonly lenient: boolean;
  /** The versions that it is about; all of them where this is absent. */
  readonly versions?: readonly Version[];
  /** What to do about it, in one sentence. */
  readonly remedy: string;
  /** A fresh visitor for one document. Absent where another rule reports under this name, and where it is Redocly's. */
  readonly visitor?: () => Oas3Visitor;
}

/** RFC 9110 §5.6.2: what the name of a header or a method may consist of. */
export const TOKEN: RegExp = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
