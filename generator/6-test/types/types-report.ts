/** What a proof of types has found, as a value. Plain JSON: types only. */

export interface TypesReport {
  /** No findings. What could not be proven is in the notes, and does not count. */
  readonly ok: boolean;
  /** Of the TypeScript that was asked. */
  readonly compiler: string;
  /** Reproduces the run together with the options. */
  readonly seed: number;
  /** In the order of the description. */
  readonly types: readonly TypeProof[];
  /** What is wrong with all of it: a file that does not compile. */
  readonly findings: readonly string[];
  /** What concerns all of it, in sentences. */
  readonly notes: readonly string[];
}

/** One generated type, or a member of one, against its schema. */
export interface TypeProof {
  /** As in source: `Client`, `GetClientsQuery["page"]`. */
  readonly type: string;
  /** Of the schema's holder in the document. */
  readonly pointer: string;
  /** Legal values that the type takes. */
  readonly accepted: number;
  /** Illegal values that it refuses. */
  readonly refused: number;
  /** Illegal values that it takes, because TypeScript cannot say what the keyword says. */
  readonly unseen: readonly Unseen[];
  /** Keywords that the type leaves to the validator, as its comment says. */
  readonly told: readonly string[];
  /** What is wrong with the type, in sentences. */
  readonly findings: readonly string[];
  /** What could not be proven, and why. */
  readonly notes: readonly string[];
}

export interface Unseen {
  readonly keyword: string;
  /** What was done to a legal value. */
  readonly what: string;
}
