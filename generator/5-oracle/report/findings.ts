/** Creates findings: a problem with the lines of the description, the request, the response and a shell command. */
import type { LoadedDescription } from "../../1-document/load/load.ts";
import { hideSecretsInBody, isSecretName } from "../../secrets.ts";
import { parsePointer, formatPointer } from "../../1-document/pointer.ts";
import type { ReceivedResponse } from "../response/received-response.ts";
import type { Problem } from "../response/problem.ts";
import type { Finding, ReportedResponse, ReportedBody, SentRequest } from "./test-report.ts";

/** Returns the place of a JSON Pointer in the user's files. */
export type LocatePointer = (pointer: string) => Finding["promised"];

const MAX_BODY_CHARACTERS = 4_096;

/**
 * Returns a function that locates pointers of the upgraded document in the user's files. Upgrading moves parts of a
 * document, so it also tries the pointers in earlier versions.
 */
export function createLocator(locate: LoadedDescription["locate"] | undefined): LocatePointer {
  return (pointer) => {
    if (locate === undefined) return undefined;
    const marks = originalPointers(pointer).map((one) => locate(one, "key"));
    const depths = marks.map((mark) => parsePointer(mark.location.pointer).length);
    // a pointer without a node has the location of its nearest ancestor
    const { location, frame } = marks[depths.indexOf(Math.max(...depths))] ?? locate(pointer, "key");
    return { location, frame };
  };
}

/**
 * Returns pointers that a node can have in earlier versions. `#/components/schemas/Pet` is `#/definitions/Pet` in 2.0.
 * The upgrade splits a union `Pet` into `Pet` and `PetBase`.
 */
function originalPointers(pointer: string): readonly string[] {
  const [first, kind = "", name = "", ...rest] = parsePointer(pointer);
  if (first !== "components") return [pointer];
  const section = kind === "schemas" ? "definitions" : kind;
  const names = [name, name.replace(/Base_*$/, "")];
  return [
    pointer,
    ...names.map((one) => formatPointer([section, one, ...rest])),
    ...names.map((one) => formatPointer([first, kind, one, ...rest])),
  ];
}

/** The request and response of a finding. See `Finding` for the properties. */
export interface FindingCase {
  readonly about: string;
  readonly request: SentRequest | undefined;
  readonly response: ReceivedResponse | undefined;
  readonly reproduction: string;
}

/** Returns the finding of a problem. */
export function createFinding(
  { kind, message, place, pointer }: Problem,
  given: FindingCase,
  locate: LocatePointer,
): Finding {
  const { about, request, response: received, reproduction } = given;
  return {
    kind,
    message,
    about,
    place,
    promised: locate(pointer),
    request,
    response: received && reportResponse(received),
    reproduction,
  };
}

function reportResponse({ status, headers, bytes }: ReceivedResponse): ReportedResponse {
  const shown = [...headers].map(([name, value]): [string, string] => [
    name,
    isSecretName(name) ? "(not shown)" : value,
  ]);
  const body = reportBody(bytes);
  if (body === undefined) return { status, headers: shown, body };
  const text = hideSecretsInBody(body.text, headers.get("content-type") ?? undefined);
  return { status, headers: shown, body: { ...body, text } };
}

/** Returns a body for a report. Undefined if there is no body, or an empty one. */
export function reportBody(bytes: Uint8Array | undefined): ReportedBody | undefined {
  if (bytes === undefined || bytes.byteLength === 0) return undefined;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { text: text.slice(0, MAX_BODY_CHARACTERS), truncated: text.length > MAX_BODY_CHARACTERS };
  } catch {
    return { text: `<${bytes.byteLength.toLocaleString("en")} bytes>`, truncated: false };
  }
}
