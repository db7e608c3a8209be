/** Illegal requests near a legal one: each is wrong in one way, and the description says in which. */
import type { Document } from "../../1-document/openapi.ts";
import type { DescribedOperation, DescribedParameter } from "../description.ts";
import type { Judge } from "../judge.ts";
import { contentFor } from "../media.ts";
import type { Place } from "../report.ts";
import type { Credentials } from "../security.ts";
import { utf8 } from "../wire/body.ts";
import { type Input, requestOf, type WireRequest } from "../wire/request.ts";
import { carried } from "../wire/styles.ts";
import { wrongBodies } from "./bodies.ts";
import { intrusionsOf, type Keys } from "./credentials.ts";
import { isJson, isLeavable, wrongValues } from "./parameters.ts";
import { inTurn } from "./values.ts";

export interface IllegalRequest {
  readonly request: WireRequest;
  /** What is wrong with it, as in `query parameter page: 101`. */
  readonly about: string;
  readonly place: Place | undefined;
  /** What the refusal is about: who may not come in, what nobody reads, what is not as described. */
  readonly reason: "credentials" | "media type" | "content";
  /** Where the description says otherwise. */
  readonly pointer: string;
}

export interface Illegality {
  readonly document: Document;
  readonly judge: Judge;
  readonly operation: DescribedOperation;
  /** Legal. */
  readonly input: Input;
  /** Legal as well, of each content: the more there is in one, the more can be wrong. */
  readonly bodies: readonly NonNullable<Input["body"]>[];
  readonly credentials: Credentials;
  readonly keys: Keys;
  /** At most so many requests. */
  readonly most: number;
}

export interface IllegalRequests {
  readonly requests: readonly IllegalRequest[];
  /** Changes to legal requests, most of which are illegal, for which there was no room. */
  readonly untried: number;
}

/** What must not come in or not be there first; then of parameters and bodies in turn. */
export async function illegalRequests(given: Illegality): Promise<IllegalRequests> {
  const { operation, input, credentials, most } = given;
  const legal = await carried(requestOf(operation, input, credentials));
  if (legal === undefined) return { requests: [], untried: 0 };
  const wrong = [...(await withWrongParameters(given, legal)), ...(await withWrongBodies(given, legal))];
  const all = [
    ...(await withoutCredentials(given)),
    ...(await withoutParameters(given)),
    ...withWrongMediaType(given, legal),
    ...withoutBody(given, legal),
    ...inTurn(wrong.map(({ requests }) => requests)),
  ];
  const untried = wrong.reduce((sum, one) => sum + one.untried, Math.max(0, all.length - most));
  return { requests: all.slice(0, most), untried };
}

async function withoutCredentials({ operation, input, keys }: Illegality): Promise<readonly IllegalRequest[]> {
  const common = { place: undefined, reason: "credentials", pointer: operation.pointer } as const;
  return Promise.all(
    intrusionsOf(operation, keys).map(async ({ about, credentials }) => {
      return { ...common, about, request: await requestOf(operation, input, credentials) };
    }),
  );
}

async function withoutParameters(given: Illegality): Promise<readonly IllegalRequest[]> {
  const { document, operation, input, credentials } = given;
  const found: IllegalRequest[] = [];
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
async function withWrongParameters(given: Illegality, legal: WireRequest): Promise<readonly IllegalRequests[]> {
  const { operation, input, credentials, most } = given;
  const lists: IllegalRequests[] = [];
  for (const parameter of operation.parameters) {
    const { name, in: place, pointer } = parameter;
    const common = { place: { in: place, name }, reason: "content", pointer } as const;
    const requests: IllegalRequest[] = [];
    const { values, untried } = wrongValues(given, parameter, input.parameters.get(parameter), most);
    for (const { value, about } of values) {
      const parameters = new Map(input.parameters).set(parameter, value);
      const request = await carried(requestOf(operation, { ...input, parameters }, credentials));
      if (request === undefined) continue;
      requests.push({ ...common, request, about: `${place} parameter ${name}: ${about.replace(/^the whole: /, "")}` });
    }
    const broken = isJson(parameter) ? withBrokenJson(given, parameter, legal) : undefined;
    if (broken !== undefined) requests.unshift({ ...common, ...broken });
    lists.push({ requests, untried });
  }
  return lists;
}

/** Of a parameter that is JSON in the query. */
function withBrokenJson(
  { input }: Illegality,
  parameter: DescribedParameter,
  legal: WireRequest,
): Pick<IllegalRequest, "request" | "about"> | undefined {
  const { in: place, name } = parameter;
  if (!input.parameters.has(parameter) || (place !== "query" && place !== "querystring")) return undefined;
  const start = place === "query" ? `${encodeURIComponent(name)}=` : "";
  const query = legal.query.map((piece) => (piece.startsWith(start) ? `${start}%7B%22a%22%3A` : piece));
  return { request: { ...legal, query }, about: `${place} parameter ${name}: JSON that is cut off` };
}

function withWrongMediaType({ operation: { body } }: Illegality, legal: WireRequest): readonly IllegalRequest[] {
  const contentType = "application/x-unheard-of";
  if (body === undefined || contentFor(body.contents, contentType) !== undefined) return [];
  const request = { ...legal, body: { contentType, bytes: utf8("x") } };
  const place = { in: "header", name: "Content-Type" } as const;
  return [{ request, about: `a body of ${contentType}`, place, reason: "media type", pointer: body.pointer }];
}

function withoutBody({ operation: { body } }: Illegality, legal: WireRequest): readonly IllegalRequest[] {
  if (!body?.required) return [];
  const request = { ...legal, body: undefined };
  return [{ request, about: "no body", place: { in: "body" }, reason: "content", pointer: body.pointer }];
}

/** For each content. */
async function withWrongBodies(given: Illegality, legal: WireRequest): Promise<readonly IllegalRequests[]> {
  const { bodies, most } = given;
  const lists: IllegalRequests[] = [];
  for (const { content, value } of bodies) {
    const { bodies: wrong, untried } = await wrongBodies(given, content, value, most);
    const requests = wrong.map(({ bytes, about, pointer }): IllegalRequest => ({
      request: { ...legal, body: bytes },
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
export function fullestBodies(inputs: readonly Input[]): readonly NonNullable<Input["body"]>[] {
  const fullest = new Map<object, { readonly body: NonNullable<Input["body"]>; readonly length: number }>();
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
