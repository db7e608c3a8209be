/** Which answer of an operation the mock gives. */
import type { ContentSpec, OperationSpec } from "../../templates/runtime/operation.ts";
import type { OperationValidation, ResponseValidation } from "../../templates/runtime/validation/validation.ts";
import { isBodiless } from "../5-oracle/response/response-judge.ts";
import { acceptable } from "./accept-header.ts";
import { type DescribedResponse, describedResponses, examplesOf } from "./described-examples.ts";
import type { Wishes } from "./prefer-header.ts";
import { defaultStatus, promised, promises, type Status } from "./response-status.ts";
import { bodyOf, echoed, headersOf, type Made, type Maker } from "./sample-values.ts";

/** What a handler of the server answers. */
export interface MockResponse {
  readonly status: number;
  readonly body?: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly contentType?: string;
}

export interface Chosen {
  readonly response: MockResponse;
  /** Where the body is from, for people. */
  readonly source: string;
  /** The wishes that could not be met, in sentences. */
  readonly unmet: readonly string[];
}

/** What a client would like of an operation. */
export interface Asked {
  readonly operation: OperationSpec;
  readonly wishes: Wishes;
  /** The header. */
  readonly accept: string | null;
  /** The parameters of the path, decoded. */
  readonly path: unknown;
}

export interface Responses {
  /** Undefined where the client accepts none of the media types. Throws an `Unmakeable`. */
  readonly choose: (asked: Asked) => Chosen | undefined;
  /** The documented answer with the status of `problem`, or undefined where the description promises none. */
  readonly refuse: (operation: OperationSpec, problem: { readonly status: number }) => Chosen | undefined;
}

export function createResponses(maker: Maker, validation: Readonly<Record<string, OperationValidation>>): Responses {
  const described = new Map<OperationSpec, ReadonlyMap<string, DescribedResponse>>();
  const headers = new Map<DescribedResponse, Readonly<Record<string, unknown>>>();
  const bodies = new Map<string, Made>();
  const turns = new Map<string, number>();

  function describedResponse(operation: OperationSpec, { key }: Status): DescribedResponse | undefined {
    return remember(described, operation, () => describedResponses(maker.document, operation)).get(key);
  }

  function hasExample(operation: OperationSpec, status: Status, { mediaType }: ContentSpec, example: string): boolean {
    const media = describedResponse(operation, status)?.contents.get(mediaType) ?? {};
    return examplesOf(maker.document, media).some(({ name }) => name === example);
  }

  /** The status that is wished for, or that of the example, or the usual one. */
  function statusFor({ operation, wishes: { code, example } }: Asked): Status {
    const wanted = code === undefined ? undefined : promised(operation.responses, code);
    const usual = wanted ?? defaultStatus(operation.responses);
    if (wanted || example === undefined) return usual;
    const has = (status: Status): boolean =>
      contentsOf(operation, status).some((content) => hasExample(operation, status, content, example));
    return [usual, ...promises(operation.responses)].find(has) ?? usual;
  }

  function choose(asked: Asked): Chosen | undefined {
    const { operation, accept } = asked;
    const { code, example } = asked.wishes;
    const status = statusFor(asked);
    const contents = contentsOf(operation, status);
    const welcome = acceptable(contents, accept);
    if (contents.length > 0 && welcome.length === 0) return undefined;
    const named = welcome.find((content) => example !== undefined && hasExample(operation, status, content, example));
    const chosen = make(status, named ?? welcome[0], asked);
    if (code === undefined || promised(operation.responses, code)) return chosen;
    const there = Object.keys(operation.responses).join(", ");
    return { ...chosen, unmet: [`No ${code} is promised: there is ${there}.`, ...chosen.unmet] };
  }

  function refuse(operation: OperationSpec, problem: { readonly status: number }): Chosen | undefined {
    // some descriptions have 422 for what others have 400 for
    const isOther = problem.status === 400 && !Object.hasOwn(operation.responses, 400);
    const code = isOther && Object.hasOwn(operation.responses, 422) ? 422 : problem.status;
    const status = promised(operation.responses, code);
    if (!status) return undefined;
    const contents = contentsOf(operation, status);
    const carrying = contents.find((content) => {
      const validator = validatorsOf(operation, status)?.contents?.[content.mediaType];
      return content.codec === "json" && /\bproblem\+json\b/.test(content.mediaType) && validator?.is(problem);
    });
    if (carrying) {
      const response = { status: status.status, body: problem, headers: {}, contentType: carrying.mediaType };
      return { response, source: "the problem itself", unmet: [] };
    }
    return make(status, contents[0], { operation, wishes: {}, accept: null, path: {} });
  }

  function make(status: Status, content: ContentSpec | undefined, { operation, wishes, path }: Asked): Chosen {
    const response = describedResponse(operation, status);
    const fields = response ? remember(headers, response, () => headersOf(maker, response)) : {};
    if (!content) {
      const answered = { status: status.status, headers: fields };
      return { response: answered, source: "no body", unmet: unmetBy(wishes, undefined) };
    }

    const media = response?.contents.get(content.mediaType) ?? {};
    const validator = validatorsOf(operation, status)?.contents?.[content.mediaType];
    const isValid = (value: unknown): boolean => validator?.is(value) ?? true;
    const place = `${operation.id} ${status.key} ${content.mediaType}`;
    const turn = turns.get(place) ?? 0;
    if (wishes.dynamic) turns.set(place, turn + 1);
    const { example } = wishes;
    const { body, source, name } = wishes.dynamic
      ? bodyOf(maker, content, media, { turn, isValid })
      : remember(bodies, `${place} ${example ?? ""}`, () => bodyOf(maker, content, media, { example, isValid }));

    const isEchoing = content.codec === "json" && status.status < 300;
    const said = isEchoing ? echoed(body, path, isValid) : body;
    const contentType = body instanceof Blob ? body.type : content.mediaType;
    return {
      response: {
        status: status.status,
        headers: fields,
        body: said,
        ...(!contentType.includes("*") && { contentType }),
      },
      source,
      unmet: unmetBy(wishes, name),
    };
  }

  function validatorsOf({ id }: OperationSpec, { key }: Status): ResponseValidation | undefined {
    return validation[id]?.responses?.[key];
  }

  return { choose, refuse };
}

function contentsOf({ method, responses }: OperationSpec, { key, status }: Status): readonly ContentSpec[] {
  return isBodiless(method, status) ? [] : (responses[key]?.contents ?? []);
}

function unmetBy({ example }: Wishes, name: string | undefined): readonly string[] {
  if (example === undefined || example === name) return [];
  return [`There is no example ${JSON.stringify(example)} that is what its schema says.`];
}

function remember<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
