/** Illegal requests near a legal one: each is wrong in one way, and the description says in which. */
import type { Json } from "../../1-document/json.ts";
import type { Document } from "../../1-document/openapi.ts";
import type { DescribedOperation } from "../description.ts";
import type { Judge } from "../judge.ts";
import { contentFor } from "../media.ts";
import type { Place } from "../report.ts";
import { asksForCredentials, type Credentials, NO_CREDENTIALS } from "../security.ts";
import { utf8 } from "../wire/body.ts";
import { type Input, requestOf, type WireRequest } from "../wire/request.ts";
import { Uncarriable } from "../wire/styles.ts";
import { isLeavable, withoutParameter, wrongValues } from "./parameters.ts";
import { mutantsOf } from "./values.ts";

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
  readonly credentials: Credentials;
  /** Those that look right and are wrong. */
  readonly wrong: Credentials;
  /** At most so many mutants of the body. */
  readonly bodies: number;
}

export async function illegalRequests(given: Illegality): Promise<readonly IllegalRequest[]> {
  const { operation, input, credentials } = given;
  const legal = await requestOf(operation, input, credentials);
  return [
    ...(await withoutCredentials(given)),
    ...withoutParameters(given, legal),
    ...(await withWrongParameters(given)),
    ...withWrongMediaType(given, legal),
    ...withoutBody(given, legal),
    ...(await withWrongBodies(given, legal)),
  ];
}

async function withoutCredentials({ operation, input, wrong }: Illegality): Promise<readonly IllegalRequest[]> {
  if (!asksForCredentials(operation)) return [];
  const common = { place: undefined, reason: "credentials", pointer: operation.pointer } as const;
  return [
    { ...common, about: "no credentials", request: await requestOf(operation, input, NO_CREDENTIALS) },
    { ...common, about: "wrong credentials", request: await requestOf(operation, input, wrong) },
  ];
}

function withoutParameters({ document, operation }: Illegality, legal: WireRequest): readonly IllegalRequest[] {
  return operation.parameters.flatMap((parameter) => {
    if (!isLeavable(document, parameter)) return [];
    const { name, in: place, pointer } = parameter;
    const request = withoutParameter(legal, parameter);
    if (request === undefined) return [];
    return [
      { request, about: `${place} parameter ${name} left out`, place: { in: place, name }, reason: "content", pointer },
    ];
  });
}

async function withWrongParameters(given: Illegality): Promise<readonly IllegalRequest[]> {
  const { operation, input, credentials } = given;
  const found: IllegalRequest[] = [];
  for (const parameter of operation.parameters) {
    const { name, in: place, pointer } = parameter;
    for (const value of wrongValues(given, parameter, input.parameters.get(parameter)).slice(0, 6)) {
      const parameters = new Map(input.parameters).set(parameter, value);
      const request = await carried(requestOf(operation, { ...input, parameters }, credentials));
      if (request === undefined) continue;
      const about = `${place} parameter ${name}: ${JSON.stringify(value).slice(0, 60)}`;
      found.push({ request, about, place: { in: place, name }, reason: "content", pointer });
    }
  }
  return found;
}

async function carried<T>(made: Promise<T>): Promise<T | undefined> {
  return made.catch((error: unknown) => {
    if (error instanceof Uncarriable) return undefined;
    throw error;
  });
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

async function withWrongBodies(given: Illegality, legal: WireRequest): Promise<readonly IllegalRequest[]> {
  const { document, judge, operation, input, credentials, bodies } = given;
  if (input.body?.content.kind !== "json") return [];
  const { content, value } = input.body;
  const common = { reason: "content", pointer: content.pointer } as const;
  const broken = { ...legal, body: { contentType: legal.body?.contentType, bytes: utf8('{"a":') } };
  const found: IllegalRequest[] = [
    { ...common, request: broken, about: "JSON that is cut off", place: { in: "body" } },
  ];
  for (const mutant of mutantsOf(content.schema, value, { document, judge, count: bodies })) {
    const request = await requestOf(operation, { ...input, body: bodyOf(content, mutant.value) }, credentials);
    const place = { in: "body", ...(mutant.pointer !== "" && { pointer: mutant.pointer }) } as const;
    found.push({ ...common, request, about: `body ${mutant.about}`, place });
  }
  return found;
}

function bodyOf(content: NonNullable<Input["body"]>["content"], value: Json): NonNullable<Input["body"]> {
  return { content, value };
}
