/** What is wrong with one request or answer, before anybody prints it. */
import type { ReceivedResponse } from "../response/received-response.ts";
import type { FindingKind, FindingPlace } from "./report.ts";

export interface Problem {
  readonly kind: FindingKind;
  /** One sentence. */
  readonly message: string;
  readonly place?: FindingPlace;
  /** Where the document promises otherwise. */
  readonly pointer: string;
}

/** The same fault is told once per operation: in whichever item of a list it is. */
export function keyOf({ kind, place, message }: Problem, response: ReceivedResponse | undefined): string {
  const pointer = place?.pointer?.replaceAll(/\/\d+(?=\/|$)/g, "/*") ?? "";
  const what = kind === "invalid-body" ? message.replace(/^The body( at \S+)? /, "") : "";
  return [kind, place?.in, place?.name, pointer, response?.status, what].join(" ");
}
