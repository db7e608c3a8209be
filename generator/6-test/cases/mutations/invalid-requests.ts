/** Illegal requests near a legal one: each is wrong in one way, and the description says in which. */
import type { Document } from "../../../1-document/openapi.ts";
import type { DescribedOperation, DescribedParameter } from "../../../5-oracle/description/description.ts";
import type { Judge } from "../../../5-oracle/judge/judge.ts";
import { contentFor } from "../../../5-oracle/description/described-media.ts";
import type { FindingPlace } from "../../../5-oracle/report/report.ts";
import type { Credentials } from "../../../5-oracle/description/described-security.ts";
import { utf8 } from "../../../5-oracle/wire/wire-body.ts";
import { type OperationInput, requestOf, type WireRequest } from "../../../5-oracle/wire/wire-request.ts";
import { carried } from "../../../5-oracle/wire/wire-styles.ts";
import { wrongBodies } from "./invalid-bodies.ts";
import { intrusionsOf, type Keys } from "./invalid-credentials.ts";
import { isJson, isLeavable, wrongValues } from "./invalid-parameters.ts";
import { inTurn } from "./invalid-values.ts";

export interface InvalidRequestCase {
  readonly request: WireRequest;
  /** What is wrong with it, as in `query parameter page: 101`. */
  readonly about: string;
  readonly place: FindingPlace | undefined;
  /** What the refusal is about: who may not come in, what nobody reads, what is not as described. */
  readonly reason: "credentials" | "media type" | "content";
  /** Where the description says otherwise. */
  readonly pointer: string;
}

export interface Invalidity {
  readonly document: Document;
  readonly judge: Judge;
  readonly operation: DescribedOperation;
  /** Legal. */
  readonly input: OperationInput;
  /** Legal as well, of each content: the more there is in one, the more can be wrong. */
  readonly bodies: readonly NonNullable<OperationInput["body"]>[];
  readonly credentials: Credentials;
  readonly keys: Keys;
  /** At most so many requests. */
  readonly most: number;
}

export interface InvalidRequests {
  readonly requests: readonly InvalidRequestCase[];
  /** Changes to legal requests, most of which are illegal, for which there was no room. */
  readonly untried: number;
}

/** What must not come in or not be there first; then of parameters and bodies in turn. */
export async function invalidRequests(given: Invalidity): Promise<InvalidRequests> {
  const { operation, input, credentials, most } = given;
  const valid = await carried(requestOf(operation, input, credentials));
  if (valid === undefined) return { requests: [], untried: 0 };
  const wrong = [...(await withWrongParameters(given, valid)), ...(await withWrongBodies(given, valid))];
  const all = [
    ...(await withoutCredentials(given)),
    ...(await withoutParameters(given)),
    ...withWrongMediaType(given, valid),
    ...withoutBody(given, valid),
    ...inTurn(wrong.map(({ requests }) => requests)),
  ];
  const untried = wrong.reduce((sum, one) => sum + one.untried, Math.max(0, all.length - most));
  return { requests: all.slice(0, most), untried };
}

async function withoutCredentials({ operation, input, keys }: Invalidity): Promise<readonly InvalidRequestCase[]> {
  const common = { place: undefined, reason: "credentials", pointer: operation.pointer } as const;
  return Promise.all(
    intrusionsOf(operation, keys).map(async ({ about, credentials }) => {
      return { ...common, about, request: await requestOf(operation, input, credentials) };
    }),
  );
}

async function withoutParameters(given: Invalidity): Promise<readonly InvalidRequestCase[]> {
  const { document, operation, input, credentials } = given;
  const found: InvalidRequestCase[] = [];
  for (const parameter of operation.parameters) {
    if (parameter.in === "path" || !isLeavable(document, parameter) || !input.parameters.has(parameter)) continue;
    const { name, in: place, pointer } = parameter;
    const parameters = new Map([...input.parameters].filter(([one]) => one !== parameter));
    const request = await requestOf(operation, { ...input, parameters }, credentials);
    const about = `${place} parameter ${name} left out`;
    found.push({ request, about, place: { in: place, name }, reason: "content", pointer });
  }
  return found;
}

/** For each parameter. */
async function withWrongParameters(given: Invalidity, valid: WireRequest): Promise<readonly InvalidRequests[]> {
  const { operation, input, credentials, most } = given;
  const lists: InvalidRequests[] = [];
  for (const parameter of operation.parameters) {
    const { name, in: place, pointer } = parameter;
    const common = { place: { in: place, name }, reason: "content", pointer } as const;
    const requests: InvalidRequestCase[] = [];
    const { values, untried } = wrongValues(given, parameter, input.parameters.get(parameter), most);
    for (const { value, about } of values) {
      const parameters = new Map(input.parameters).set(parameter, value);
      const request = await carried(requestOf(operation, { ...input, parameters }, credentials));
      if (request === undefined) continue;
      requests.push({ ...common, request, about: `${place} parameter ${name}: ${about.replace(/^the whole: /, "")}` });
    }
    const broken = isJson(parameter) ? withBrokenJson(given, parameter, valid) : undefined;
    if (broken !== undefined) requests.unshift({ ...common, ...broken });
    lists.push({ requests, untried });
  }
  return lists;
}

/** Of a parameter that is JSON in the query. */
function withBrokenJson(
  { input }: Invalidity,
  parameter: DescribedParameter,
  valid: WireRequest,
): Pick<InvalidRequestCase, "request" | "about"> | undefined {
  const { in: place, name } = parameter;
  if (!input.parameters.has(parameter) || (place !== "query" && place !== "querystring")) return undefined;
  const start = place === "query" ? `${encodeURIComponent(name)}=` : "";
  const query = valid.query.map((piece) => (piece.startsWith(start) ? `${start}%7B%22a%22%3A` : piece));
  return { request: { ...valid, query }, about: `${place} parameter ${name}: JSON that is cut off` };
}

function withWrongMediaType({ operation: { body } }: Invalidity, valid: WireRequest): readonly InvalidRequestCase[] {
  const contentType = "application/x-unheard-of";
  if (body === undefined || contentFor(body.contents, contentType) !== undefined) return [];
  const request = { ...valid, body: { contentType, bytes: utf8("x") } };
  const place = { in: "header", name: "Content-Type" } as const;
  return [{ request, about: `a body of ${contentType}`, place, reason: "media type", pointer: body.pointer }];
}

function withoutBody({ operation: { body } }: Invalidity, valid: WireRequest): readonly InvalidRequestCase[] {
  if (!body?.required) return [];
  const request = { ...valid, body: undefined };
  return [{ request, about: "no body", place: { in: "body" }, reason: "content", pointer: body.pointer }];
}

/** For each content. */
async function withWrongBodies(given: Invalidity, valid: WireRequest): Promise<readonly InvalidRequests[]> {
  const { bodies, most } = given;
  const lists: InvalidRequests[] = [];
  for (const { content, value } of bodies) {
    const { bodies: wrong, untried } = await wrongBodies(given, content, value, most);
    const requests = wrong.map(({ bytes, about, pointer }): InvalidRequestCase => ({
      request: { ...valid, body: bytes },
      about: bodies.length > 1 ? `${about} (${content.mediaType})` : about,
      place: { in: "body", ...(pointer !== "" && { pointer }) },
      reason: "content",
      pointer: content.pointer,
    }));
    lists.push({ requests, untried });
  }
  return lists;
}

/** Of each content the body with most in it, as long as people can read it. */
export function fullestBodies(inputs: readonly OperationInput[]): readonly NonNullable<OperationInput["body"]>[] {
  const fullest = new Map<object, { readonly body: NonNullable<OperationInput["body"]>; readonly length: number }>();
  for (const { body } of inputs) {
    if (body === undefined) continue;
    const { length } = JSON.stringify(body.value);
    const known = fullest.get(body.content);
    if (known === undefined || (length > known.length && length <= MOST_TEXT)) {
      fullest.set(body.content, { body, length });
    }
  }
  return Array.from(fullest.values(), ({ body }) => body);
}

const MOST_TEXT = 4_000;
