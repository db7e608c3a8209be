/** What is wrong with one request or answer, before anybody prints it. */
import type { Answer } from "./answer.ts";
import type { FindingKind, Place } from "./report.ts";

export interface Problem {
  readonly kind: FindingKind;
  /** One sentence. */
  readonly message: string;
  readonly place?: Place;
  /** Where the document promises otherwise. */
  readonly pointer: string;
}

/** The same fault is told once per operation: in whichever item of a list it is. */
export function keyOf({ kind, place, message }: Problem, answer: Answer | undefined): string {
  const pointer = place?.pointer?.replaceAll(/\/\d+(?=\/|$)/g, "/*") ?? "";
  const what = kind === "invalid-body" ? message.replace(/^The body( at \S+)? /, "") : "";
  return [kind, place?.in, place?.name, pointer, answer?.status, what].join(" ");
}
