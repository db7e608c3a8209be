/** What is wrong with one request or answer, before anybody prints it. */
import type { FindingKind, Place } from "./report.ts";

export interface Problem {
  readonly kind: FindingKind;
  /** One sentence. */
  readonly message: string;
  readonly place?: Place;
  /** Where the document promises otherwise. */
  readonly pointer: string;
}
