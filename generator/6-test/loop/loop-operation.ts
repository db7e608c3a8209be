/** All cases of one operation through the loop: legal ones, illegal ones, and answers that nobody promised. */
import { reportOn } from "../../5-oracle/report/coverage.ts";
import type { DescribedOperation } from "../../5-oracle/description/description.ts";
import { findingOf, type Locate, reportedBody } from "../../5-oracle/report/findings.ts";
import { inputsOf, type Workshop } from "../cases/inputs.ts";
import type { Oracle } from "../../5-oracle/judge/oracle.ts";
import { fullestBodies, invalidRequests } from "../cases/mutations/invalid-requests.ts";
import type { Problem } from "../../5-oracle/report/problem.ts";
import type { CaseCounts, Finding, OperationReport, SentRequest } from "../../5-oracle/report/report.ts";
import {
  credentialsFor,
  isSendable,
  NO_CREDENTIALS,
  type Credentials,
  type Secrets,
} from "../../5-oracle/description/described-security.ts";
import { shrinkInput } from "../cases/shrink.ts";
import { fetchable, type OperationInput } from "../../5-oracle/wire/wire-request.ts";
import { responsesOf } from "./planned-responses.ts";
import { spelledResponse, spelledIn, spelledInput } from "./code-form.ts";
import { type ValidCase, runValid } from "./valid-case.ts";
import { type Captured, type Loop, ORIGIN } from "./loop.ts";
import type { PlannedResponse } from "./planned-response.ts";
import { runUndocumented, undocumentedResponsesOf } from "./undocumented-responses.ts";

export interface LoopSetting extends Workshop {
  readonly oracle: Oracle;
  readonly loop: Loop;
  readonly locate: Locate;
  readonly secrets: Secrets;
  /** Those that look right and are wrong. */
  readonly wrongSecrets: Secrets;
  /** Per operation. */
  readonly maxCases: number;
  /** A line of shell that does the operation again. */
  readonly reproduction: (operation: DescribedOperation) => string;
}

/** More of a kind say the same again. */
const MOST_FINDINGS = 3;

export async function proveOperation(operation: DescribedOperation, setting: LoopSetting): Promise<OperationReport> {
  const { oracle, loop, locate, maxCases } = setting;
  const notes: string[] = [];
  const findings = new Map<string, Finding[]>();
  let more = 0;
  const cases = { valid: 0, invalid: 0, untried: 0 };
  const seen = new Map<string, number>();

  function tell(
    problems: readonly Problem[],
    about: string,
    request: SentRequest | undefined,
    response: Parameters<typeof findingOf>[1]["response"],
  ): void {
    for (const problem of problems) {
      const known = findings.get(problem.kind) ?? [];
      if (known.length >= MOST_FINDINGS) {
        more += 1;
        continue;
      }
      const given = { about, request, response, reproduction: setting.reproduction(operation) };
      findings.set(problem.kind, [...known, findingOf(problem, given, locate)]);
    }
  }

  const count = Math.max(2, Math.ceil(maxCases * 0.4));
  const { inputs: made, notes: ofInputs } = await inputsOf(operation, count, setting);
  const { variants: planned, notes: ofResponses } = responsesOf(
    operation,
    Math.max(1, Math.ceil(count / Math.max(1, operation.responses.length))),
    setting,
  );
  const form = loop.formOf(operation);
  const spell = (input: OperationInput): OperationInput => spelledInput(form, input);
  const { kept: inputs, notes: unspelled } = spelledIn(made, "A legal input", spell);
  const answered = planned.map((variant) =>
    spelledIn(variant, variant[0] ? keyOf(variant[0]) : "", (response) => spelledResponse(form, response)),
  );
  const variants = answered.map(({ kept }) => kept).filter(({ length }) => length > 0);
  notes.push(...ofInputs, ...unspelled, ...ofResponses, ...answered.flatMap((each) => each.notes));
  if (operation.security.length > 0 && !operation.security.every(isSendable)) {
    notes.push("An alternative of its security was not tried: it asks for two credentials in one place.");
  }
  const alternatives = alternativesOf(operation, setting.secrets);
  const valid = validCases(operation, { inputs, variants, alternatives }, count);
  if (valid.length === 0 && notes.length === 0) notes.push("It was not called: no answer of it is described.");
  for (const given of valid) {
    const { trip, problems } = await runValid(oracle, loop, given);
    cases.valid += 1;
    const key = keyOf(given.response);
    if (trip.result?.status === given.response.status) seen.set(key, (seen.get(key) ?? 0) + 1);
    const [first] = problems;
    if (first === undefined) continue;
    const runSmaller = async (smaller: OperationInput) => {
      const [input] = spelledIn([smaller], "", spell).kept;
      return input && runValid(oracle, loop, { ...given, input });
    };
    const smallest = await shrinkInput(operation, given.input, oracle.judge, async (smaller) => {
      const again = await runSmaller(smaller);
      return again?.problems.some((one) => isSame(one, first)) ?? false;
    });
    const last = (await runSmaller(smallest)) ?? { trip, problems };
    tell(last.problems, `legal input, answered with ${key}`, sentRequest(last.trip.request), last.trip.response);
    if ([...findings.values()].flat().length >= MOST_FINDINGS) break;
  }

  const [base] = valid;
  if (base !== undefined) {
    for (const undocumented of undocumentedResponsesOf(
      oracle,
      operation,
      variants.flatMap((variant) => variant.slice(0, 1)),
    )) {
      const { trip, problems } = await runUndocumented(loop, operation, base, undocumented);
      cases.invalid += 1;
      tell(problems, undocumented.about, sentRequest(trip.request), trip.response);
    }
    const refused = await refuseInvalid(operation, base, fullestBodies(inputs), setting, tell);
    cases.invalid += refused.invalid;
    cases.untried = refused.untried;
  }
  if (more > 0) notes.push(`Of the same kinds there were ${more} findings more.`);
  notes.push(...oracle.judge.undecided());
  return reportOn(operation, { cases, seen, findings: [...findings.values()].flat(), notes }, locate);
}

/** Of one kind, at one place. */
function isSame(one: Problem, other: Problem): boolean {
  const [here, there] = [one, other].map(({ kind, place, pointer }) =>
    [kind, place?.in, place?.name, pointer].join(" "),
  );
  return here === there;
}

interface CredentialAlternative {
  readonly auth: Secrets;
  readonly credentials: Credentials;
}

/** Each way to be let in, and without credentials where that is one. */
function alternativesOf({ security }: DescribedOperation, secrets: Secrets): readonly CredentialAlternative[] {
  const ways = security.filter(isSendable).flatMap((alternative): readonly CredentialAlternative[] => {
    const keys = new Set(alternative.map(({ scheme }) => scheme.key));
    const auth: Secrets = new Map([...secrets].filter(([key]) => keys.has(key)));
    const chosen = security.find(
      (one) => one.some(({ scheme }) => scheme.type !== "mutualTLS") && credentialsFor(one, auth),
    );
    const credentials = credentialsFor(chosen ?? [], auth);
    return credentials === undefined ? [] : [{ auth, credentials }];
  });
  return ways.length > 0 || security.length > 0 ? ways : [{ auth: new Map(), credentials: NO_CREDENTIALS }];
}

interface Ingredients {
  readonly inputs: readonly OperationInput[];
  readonly variants: readonly (readonly PlannedResponse[])[];
  readonly alternatives: readonly CredentialAlternative[];
}

/** Every input, and every answer in turn: as many cases as either needs. */
function validCases(
  operation: DescribedOperation,
  { inputs, variants, alternatives }: Ingredients,
  count: number,
): readonly ValidCase[] {
  const longest = Math.max(0, ...variants.map(({ length }) => length));
  const responses = Array.from({ length: longest }, (_, index) =>
    variants.flatMap((variant) => variant.slice(index, index + 1)),
  ).flat();
  if (inputs.length === 0 || responses.length === 0 || alternatives.length === 0) return [];
  const length = Math.max(variants.length, Math.min(count, Math.max(inputs.length, responses.length)));
  return Array.from({ length }, (_, index) => {
    const [input, response, alternative] = [inputs, responses, alternatives].map(
      (list) => list[index % list.length],
    ) as [OperationInput, PlannedResponse, CredentialAlternative]; // none of them is empty
    return { operation, input, response, ...alternative };
  });
}

type Tell = (
  problems: readonly Problem[],
  about: string,
  request: SentRequest,
  response: Parameters<typeof findingOf>[1]["response"],
) => void;

const STATUS_OF = { credentials: 401, "media type": 415, content: 400 } as const;

async function refuseInvalid(
  operation: DescribedOperation,
  { input, credentials }: ValidCase,
  bodies: readonly NonNullable<OperationInput["body"]>[],
  setting: LoopSetting,
  tell: Tell,
): Promise<Pick<CaseCounts, "invalid" | "untried">> {
  const { oracle, loop, maxCases, secrets, wrongSecrets } = setting;
  const { requests, untried } = await invalidRequests({
    ...oracle,
    operation,
    input,
    bodies,
    credentials,
    keys: { right: secrets, wrong: wrongSecrets },
    most: Math.max(4, Math.floor(maxCases * 0.6)),
  });
  for (const { request, about, place, reason, pointer } of requests) {
    let entered = false;
    const response = await loop.send(fetchable(request, ORIGIN), () => {
      entered = true;
      return new Response(null, { status: 204 });
    });
    const status = STATUS_OF[reason];
    // a path that is no value of its parameter may be no path of the description at all
    const isRefused = response.status === status || (place?.in === "path" && response.status === 404);
    if (isRefused && !entered) continue;
    const kind = entered ? (reason === "credentials" ? "accepted-unauthorized" : "accepted-invalid") : "wrong-refusal";
    const message = entered
      ? "The server let it in."
      : `The server refused it with ${response.status}, and not with ${status}.`;
    const sent = fetchable(request, ORIGIN);
    const bytes = request.body?.bytes;
    tell(
      [{ kind, message, ...(place && { place }), pointer }],
      about,
      sentRequest({ method: sent.method, url: sent.url, headers: sent.headers, bytes }),
      response,
    );
  }
  return { invalid: requests.length, untried };
}

function sentRequest(captured: Captured): SentRequest;
function sentRequest(captured: Captured | undefined): SentRequest | undefined;
function sentRequest(captured: Captured | undefined): SentRequest | undefined {
  if (captured === undefined) return undefined;
  const { method, url, headers, bytes } = captured;
  return { method, url, headers: [...headers], body: reportedBody(bytes) };
}

function keyOf({ response, content }: PlannedResponse): string {
  return `${response.status} ${content?.mediaType ?? ""}`.trim();
}
