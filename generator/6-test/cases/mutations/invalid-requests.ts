/** Makes invalid requests from a valid one. Each violates the description in one place. */
import type { Document } from "../../../1-document/openapi.ts";
import type { DescribedOperation, DescribedParameter } from "../../../5-oracle/description/described-operation.ts";
import type { Judge } from "../../../5-oracle/judge/judge.ts";
import { contentMatching } from "../../../5-oracle/description/described-media.ts";
import type { FindingPlace } from "../../../5-oracle/response/problem.ts";
import type { Credentials } from "../../../5-oracle/description/described-security.ts";
import { encodeUtf8 } from "../../../5-oracle/wire/encode-body.ts";
import { type OperationInput, encodeRequest, type WireRequest } from "../../../5-oracle/wire/encode-request.ts";
import { unlessUnencodable } from "../../../5-oracle/wire/parameter-styles.ts";
import type { OperationBody } from "../generate-inputs.ts";
import { invalidBodies } from "./invalid-bodies.ts";
import { invalidCredentialsOf, type TestSecrets } from "./invalid-credentials.ts";
import { isJsonParameter, canBeOmitted, invalidParameterValues } from "./invalid-parameters.ts";
import { interleave } from "../interleave.ts";

export interface InvalidRequestCase {
  readonly request: WireRequest;
  /** The invalid part: `query parameter page: 101`. */
  readonly about: string;
  readonly place: FindingPlace | undefined;
  /** The reason why a server must reject the request. */
  readonly reason: "credentials" | "media type" | "content";
  /** JSON Pointer of the violated part of the document. */
  readonly pointer: string;
}

export interface InvalidRequestOptions {
  readonly document: Document;
  readonly judge: Judge;
  readonly operation: DescribedOperation;
  /** A valid input. */
  readonly input: OperationInput;
  /** A valid body per media type. Large ones offer more places to change. */
  readonly bodies: readonly OperationBody[];
  readonly credentials: Credentials;
  readonly testSecrets: TestSecrets;
  /** The limit requests to make. */
  readonly limit: number;
}

export interface InvalidRequestCases {
  readonly requests: readonly InvalidRequestCase[];
  /** The number of changes that were not tried, because of the limit. */
  readonly untried: number;
}

/** Returns invalid requests: by credentials and missing parts first, then by parameters and bodies in turn. */
export async function buildInvalidRequests(options: InvalidRequestOptions): Promise<InvalidRequestCases> {
  const { operation, input, credentials, limit } = options;
  const valid = await unlessUnencodable(encodeRequest(operation, input, credentials));
  if (valid === undefined) return { requests: [], untried: 0 };
  const invalid = [...(await withInvalidParameters(options, valid)), ...(await withInvalidBodies(options, valid))];
  const all = [
    ...(await withInvalidCredentials(options)),
    ...(await withoutParameters(options)),
    ...withUnknownMediaType(options, valid),
    ...withoutBody(options, valid),
    ...interleave(invalid.map(({ requests }) => requests)),
  ];
  const untried = invalid.reduce((sum, one) => sum + one.untried, Math.max(0, all.length - limit));
  return { requests: all.slice(0, limit), untried };
}

async function withInvalidCredentials({
  operation,
  input,
  testSecrets,
}: InvalidRequestOptions): Promise<readonly InvalidRequestCase[]> {
  const common = { place: undefined, reason: "credentials", pointer: operation.pointer } as const;
  return Promise.all(
    invalidCredentialsOf(operation, testSecrets).map(async ({ about, credentials }) => {
      return { ...common, about, request: await encodeRequest(operation, input, credentials) };
    }),
  );
}

async function withoutParameters(options: InvalidRequestOptions): Promise<readonly InvalidRequestCase[]> {
  const { document, operation, input, credentials } = options;
  const cases: InvalidRequestCase[] = [];
  for (const parameter of operation.parameters) {
    if (parameter.in === "path" || !canBeOmitted(document, parameter) || !input.parameters.has(parameter)) continue;
    const { name, in: place, pointer } = parameter;
    const parameters = new Map([...input.parameters].filter(([one]) => one !== parameter));
    const request = await encodeRequest(operation, { ...input, parameters }, credentials);
    const about = `${place} parameter ${name} left out`;
    cases.push({ request, about, place: { in: place, name }, reason: "content", pointer });
  }
  return cases;
}

/** Returns the requests with invalid values, for each parameter. */
async function withInvalidParameters(
  options: InvalidRequestOptions,
  valid: WireRequest,
): Promise<readonly InvalidRequestCases[]> {
  const { operation, input, credentials, limit } = options;
  const lists: InvalidRequestCases[] = [];
  for (const parameter of operation.parameters) {
    const { name, in: place, pointer } = parameter;
    const common = { place: { in: place, name }, reason: "content", pointer } as const;
    const requests: InvalidRequestCase[] = [];
    const { values, untried } = invalidParameterValues(options, parameter, input.parameters.get(parameter), limit);
    for (const { value, about } of values) {
      const parameters = new Map(input.parameters).set(parameter, value);
      const request = await unlessUnencodable(encodeRequest(operation, { ...input, parameters }, credentials));
      if (request === undefined) continue;
      requests.push({ ...common, request, about: `${place} parameter ${name}: ${about.replace(/^the whole: /, "")}` });
    }
    const broken = isJsonParameter(parameter) ? withTruncatedJson(options, parameter, valid) : undefined;
    if (broken !== undefined) requests.unshift({ ...common, ...broken });
    lists.push({ requests, untried });
  }
  return lists;
}

/** Returns a request with truncated JSON in a query parameter. */
function withTruncatedJson(
  { input }: InvalidRequestOptions,
  parameter: DescribedParameter,
  valid: WireRequest,
): Pick<InvalidRequestCase, "request" | "about"> | undefined {
  const { in: place, name } = parameter;
  if (!input.parameters.has(parameter) || (place !== "query" && place !== "querystring")) return undefined;
  const start = place === "query" ? `${encodeURIComponent(name)}=` : "";
  const query = valid.query.map((piece) => (piece.startsWith(start) ? `${start}%7B%22a%22%3A` : piece));
  return { request: { ...valid, query }, about: `${place} parameter ${name}: truncated JSON` };
}

function withUnknownMediaType(
  { operation: { body } }: InvalidRequestOptions,
  valid: WireRequest,
): readonly InvalidRequestCase[] {
  const contentType = "application/x-unheard-of";
  if (body === undefined || contentMatching(body.contents, contentType) !== undefined) return [];
  const request = { ...valid, body: { contentType, bytes: encodeUtf8("x") } };
  const place = { in: "header", name: "Content-Type" } as const;
  return [{ request, about: `a body of ${contentType}`, place, reason: "media type", pointer: body.pointer }];
}

function withoutBody(
  { operation: { body } }: InvalidRequestOptions,
  valid: WireRequest,
): readonly InvalidRequestCase[] {
  if (!body?.required) return [];
  const request = { ...valid, body: undefined };
  return [{ request, about: "no body", place: { in: "body" }, reason: "content", pointer: body.pointer }];
}

/** Returns the requests with invalid bodies, for each media type. */
async function withInvalidBodies(
  options: InvalidRequestOptions,
  valid: WireRequest,
): Promise<readonly InvalidRequestCases[]> {
  const { bodies, limit } = options;
  const lists: InvalidRequestCases[] = [];
  for (const { content, value } of bodies) {
    const { bodies: invalid, untried } = await invalidBodies(options, content, value, limit);
    const requests = invalid.map(({ bytes, about, pointer }): InvalidRequestCase => ({
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

/** Returns the largest body of each media type, up to a size that people can read. */
export function fullestBodies(inputs: readonly OperationInput[]): readonly OperationBody[] {
  const fullest = new Map<object, { readonly body: OperationBody; readonly length: number }>();
  for (const { body } of inputs) {
    if (body === undefined) continue;
    const { length } = JSON.stringify(body.value);
    const known = fullest.get(body.content);
    if (known === undefined || (length > known.length && length <= MOST_BODY_CHARACTERS)) {
      fullest.set(body.content, { body, length });
    }
  }
  return Array.from(fullest.values(), ({ body }) => body);
}

const MOST_BODY_CHARACTERS = 4_000;
