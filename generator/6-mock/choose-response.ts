/** Chooses the response of an operation: status, media type and sample, by the preferences of the client. */
import type { ContentSpec, OperationSpec } from "../../templates/runtime/operation.ts";
import type { OperationValidation, ResponseValidation } from "../../templates/runtime/validation/validation.ts";
import { isBodiless } from "../5-oracle/response/response-judge.ts";
import { acceptableContents } from "./accept-header.ts";
import { type ResponseDescription, readResponses, readNamedExamples } from "./samples/described-examples.ts";
import type { Preferences } from "./prefer-header.ts";
import { defaultStatus, describedStatus, describedStatuses, type DescribedStatus } from "./response-status.ts";
import {
  sampleBody,
  echoPathParameters,
  sampleHeaders,
  type SampledBody,
  type SampleSource,
} from "./samples/sample-response.ts";

/** Response of a handler of the generated server. */
export interface MockResponse {
  readonly status: number;
  readonly body?: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly contentType?: string;
}

/** A response, and the reasons for it. */
interface ChosenResponse {
  readonly response: MockResponse;
  /** Origin of the body, such as `example rex`. */
  readonly source: string;
  /** Preferences that are not met. Each one is a sentence. */
  readonly unmetPreferences: readonly string[];
}

/** A request, as far as the choice of the response depends on it. */
export interface MockRequest {
  readonly operation: OperationSpec;
  readonly preferences: Preferences;
  /** Value of the header `Accept`. */
  readonly accept: string | null;
  /** Decoded path parameters. */
  readonly path: unknown;
}

/** Chooses responses of all operations. */
export interface ResponseChooser {
  /** Returns undefined if the client accepts none of the media types. Throws a `NoSampleError`. */
  readonly choose: (asked: MockRequest) => ChosenResponse | undefined;
  /** Returns the described response with the status of `problem`, or undefined if there is none. */
  readonly chooseForProblem: (
    operation: OperationSpec,
    problem: { readonly status: number },
  ) => ChosenResponse | undefined;
}

/** Creates a chooser. It caches samples, so equal requests have equal responses. */
export function createResponseChooser(
  maker: SampleSource,
  validation: Readonly<Record<string, OperationValidation>>,
): ResponseChooser {
  const described = new Map<OperationSpec, ReadonlyMap<string, ResponseDescription>>();
  const headers = new Map<ResponseDescription, Readonly<Record<string, unknown>>>();
  const bodies = new Map<string, SampledBody>();
  const turns = new Map<string, number>();

  function describedResponse(operation: OperationSpec, { key }: DescribedStatus): ResponseDescription | undefined {
    return cached(described, operation, () => readResponses(maker.document, operation)).get(key);
  }

  function hasExample(
    operation: OperationSpec,
    status: DescribedStatus,
    { mediaType }: ContentSpec,
    example: string,
  ): boolean {
    const media = describedResponse(operation, status)?.contents.get(mediaType) ?? {};
    return readNamedExamples(maker.document, media).some(({ name }) => name === example);
  }

  /** Returns the preferred status, otherwise that of the preferred example, otherwise the default. */
  function chooseStatus({ operation, preferences: { code, example } }: MockRequest): DescribedStatus {
    const requested = code === undefined ? undefined : describedStatus(operation.responses, code);
    const usual = requested ?? defaultStatus(operation.responses);
    if (requested || example === undefined) return usual;
    const has = (status: DescribedStatus): boolean =>
      describedContents(operation, status).some((content) => hasExample(operation, status, content, example));
    return [usual, ...describedStatuses(operation.responses)].find(has) ?? usual;
  }

  function choose(asked: MockRequest): ChosenResponse | undefined {
    const { operation, accept } = asked;
    const { code, example } = asked.preferences;
    const status = chooseStatus(asked);
    const contents = describedContents(operation, status);
    const acceptedContents = acceptableContents(contents, accept);
    if (contents.length > 0 && acceptedContents.length === 0) return undefined;
    const named = acceptedContents.find(
      (content) => example !== undefined && hasExample(operation, status, content, example),
    );
    const chosen = sampleResponse(status, named ?? acceptedContents[0], asked);
    if (code === undefined || describedStatus(operation.responses, code)) return chosen;
    const there = Object.keys(operation.responses).join(", ");
    return {
      ...chosen,
      unmetPreferences: [`The description has no status ${code}. It has ${there}.`, ...chosen.unmetPreferences],
    };
  }

  function chooseForProblem(
    operation: OperationSpec,
    problem: { readonly status: number },
  ): ChosenResponse | undefined {
    // some descriptions use 422 for invalid requests and some use 400
    const isOther = problem.status === 400 && !Object.hasOwn(operation.responses, 400);
    const code = isOther && Object.hasOwn(operation.responses, 422) ? 422 : problem.status;
    const status = describedStatus(operation.responses, code);
    if (!status) return undefined;
    const contents = describedContents(operation, status);
    const carrying = contents.find((content) => {
      const validator = validatorsOf(operation, status)?.contents?.[content.mediaType];
      return content.codec === "json" && /\bproblem\+json\b/.test(content.mediaType) && validator?.is(problem);
    });
    if (carrying) {
      const response = { status: status.status, body: problem, headers: {}, contentType: carrying.mediaType };
      return { response, source: "the problem of the server", unmetPreferences: [] };
    }
    return sampleResponse(status, contents[0], { operation, preferences: {}, accept: null, path: {} });
  }

  /** Returns a response with sampled headers and body. */
  function sampleResponse(
    status: DescribedStatus,
    content: ContentSpec | undefined,
    { operation, preferences, path }: MockRequest,
  ): ChosenResponse {
    const response = describedResponse(operation, status);
    const fields = response ? cached(headers, response, () => sampleHeaders(maker, response)) : {};
    if (!content) {
      const bodiless = { status: status.status, headers: fields };
      return { response: bodiless, source: "no body", unmetPreferences: unmetExample(preferences, undefined) };
    }

    const media = response?.contents.get(content.mediaType) ?? {};
    const validator = validatorsOf(operation, status)?.contents?.[content.mediaType];
    const isValid = (value: unknown): boolean => validator?.is(value) ?? true;
    const place = `${operation.id} ${status.key} ${content.mediaType}`;
    const turn = turns.get(place) ?? 0;
    if (preferences.dynamic) turns.set(place, turn + 1);
    const { example } = preferences;
    const { body, source, name } = preferences.dynamic
      ? sampleBody(maker, content, media, { turn, isValid })
      : cached(bodies, `${place} ${example ?? ""}`, () => sampleBody(maker, content, media, { example, isValid }));

    const isEchoing = content.codec === "json" && status.status < 300;
    const echoedBody = isEchoing ? echoPathParameters(body, path, isValid) : body;
    const contentType = body instanceof Blob ? body.type : content.mediaType;
    return {
      response: {
        status: status.status,
        headers: fields,
        body: echoedBody,
        ...(!contentType.includes("*") && { contentType }),
      },
      source,
      unmetPreferences: unmetExample(preferences, name),
    };
  }

  function validatorsOf({ id }: OperationSpec, { key }: DescribedStatus): ResponseValidation | undefined {
    return validation[id]?.responses?.[key];
  }

  return { choose, chooseForProblem };
}

function describedContents(
  { method, responses }: OperationSpec,
  { key, status }: DescribedStatus,
): readonly ContentSpec[] {
  return isBodiless(method, status) ? [] : (responses[key]?.contents ?? []);
}

function unmetExample({ example }: Preferences, name: string | undefined): readonly string[] {
  if (example === undefined || example === name) return [];
  return [`There is no valid example ${JSON.stringify(example)}.`];
}

function cached<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
