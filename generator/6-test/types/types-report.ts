/** The report of a test of generated types, as plain JSON. */

export interface TypesReport {
  /** True if there are no findings. Notes on what could not be tested do not count. */
  readonly ok: boolean;
  /** The version of TypeScript. */
  readonly compiler: string;
  /** The seed, which reproduces the run with the same options. */
  readonly seed: number;
  /** In the order of the description. */
  readonly types: readonly TypeReport[];
  /** Errors that concern no single type, for example a file that does not compile. */
  readonly findings: readonly string[];
  /** Sentences that concern the whole run. */
  readonly notes: readonly string[];
}

/** The results of one generated type, or of a property of one. */
export interface TypeReport {
  /** The type as in source: `Client`, `GetClientsQuery["page"]`. */
  readonly type: string;
  /** JSON Pointer of the object that has the schema. */
  readonly pointer: string;
  /** The number of valid values that the type accepts. */
  readonly accepted: number;
  /** The number of invalid values that the type rejects. */
  readonly rejected: number;
  /** Invalid values that the type accepts, because TypeScript cannot express the keyword. */
  readonly unchecked: readonly UncheckedValue[];
  /** Keywords that the type leaves to the validator, as its comment says. */
  readonly documented: readonly string[];
  /** Sentences on what is wrong with the type. */
  readonly findings: readonly string[];
  /** Sentences on what could not be tested, and why. */
  readonly notes: readonly string[];
}

export interface UncheckedValue {
  readonly keyword: string;
  /** The change that made a valid value invalid. */
  readonly description: string;
}
