/** Which answer of an operation the mock gives. */
import type { ContentSpec, OperationSpec } from "../../templates/runtime/operation.ts";
import type { OperationValidation, ResponseValidation } from "../../templates/runtime/validation/validation.ts";
import { isBodiless } from "../5-contract/answers.ts";
import { acceptable } from "./accept.ts";
import { type DescribedAnswer, describedAnswers, examplesOf } from "./described.ts";
import type { Wishes } from "./prefer.ts";
import { defaultStatus, promised, promises, type Status } from "./statuses.ts";
import { bodyOf, echoed, headersOf, type Made, type Maker } from "./values.ts";

/** What a handler of the server answers. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly contentType?: string;
}

export interface Chosen {
  readonly answer: Answer;
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

export interface Answers {
  /** Undefined where the client accepts none of the media types. Throws an `Unmakeable`. */
  readonly choose: (asked: Asked) => Chosen | undefined;
  /** The documented answer with the status of `problem`, or undefined where the description promises none. */
  readonly refuse: (operation: OperationSpec, problem: { readonly status: number }) => Chosen | undefined;
}

export function createAnswers(maker: Maker, validation: Readonly<Record<string, OperationValidation>>): Answers {
  const described = new Map<OperationSpec, ReadonlyMap<string, DescribedAnswer>>();
  const headers = new Map<DescribedAnswer, Readonly<Record<string, unknown>>>();
  const bodies = new Map<string, Made>();
  const turns = new Map<string, number>();

  function describedAnswer(operation: OperationSpec, { key }: Status): DescribedAnswer | undefined {
    return remember(described, operation, () => describedAnswers(maker.document, operation)).get(key);
  }

  function hasExample(operation: OperationSpec, status: Status, { mediaType }: ContentSpec, example: string): boolean {
    const media = describedAnswer(operation, status)?.contents.get(mediaType) ?? {};
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
      const answer = { status: status.status, body: problem, headers: {}, contentType: carrying.mediaType };
      return { answer, source: "the problem itself", unmet: [] };
    }
    return make(status, contents[0], { operation, wishes: {}, accept: null, path: {} });
  }

  function make(status: Status, content: ContentSpec | undefined, { operation, wishes, path }: Asked): Chosen {
    const answer = describedAnswer(operation, status);
    const fields = answer ? remember(headers, answer, () => headersOf(maker, answer)) : {};
    if (!content) {
      const answered = { status: status.status, headers: fields };
      return { answer: answered, source: "no body", unmet: unmetBy(wishes, undefined) };
    }

    const media = answer?.contents.get(content.mediaType) ?? {};
    const validator = validatorsOf(operation, status)?.contents?.[content.mediaType];
    const isLegal = (value: unknown): boolean => validator?.is(value) ?? true;
    const place = `${operation.id} ${status.key} ${content.mediaType}`;
    const turn = turns.get(place) ?? 0;
    if (wishes.dynamic) turns.set(place, turn + 1);
    const { example } = wishes;
    const { body, source, name } = wishes.dynamic
      ? bodyOf(maker, content, media, { turn, isLegal })
      : remember(bodies, `${place} ${example ?? ""}`, () => bodyOf(maker, content, media, { example, isLegal }));

    const isEchoing = content.codec === "json" && status.status < 300;
    const said = isEchoing ? echoed(body, path, isLegal) : body;
    const contentType = body instanceof Blob ? body.type : content.mediaType;
    return {
      answer: {
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
