/** One legal input through the loop, to an answer that the description promises, and back. */
import type { Json } from "../../1-document/json.ts";
import type { SchemaObject } from "../../1-document/openapi.ts";
import { problemsOfResponse } from "../../5-oracle/response/response-judge.ts";
import { withoutNothing } from "../cases/carriable.ts";
import type {
  DescribedOperation,
  DescribedParameter,
  DescribedResponse,
} from "../../5-oracle/description/description.ts";
import type { Oracle } from "../../5-oracle/judge/oracle.ts";
import { essenceOf } from "../../5-oracle/description/described-media.ts";
import type { Problem } from "../../5-oracle/report/problem.ts";
import { conjoined } from "../../5-oracle/description/described-schemas.ts";
import { type Credentials, type Secrets } from "../../5-oracle/description/described-security.ts";
import { headerOf } from "../../5-oracle/wire/wire-headers.ts";
import { type OperationInput, requestOf } from "../../5-oracle/wire/wire-request.ts";
import { percentEncode, piecesOf, Uncarriable } from "../../5-oracle/wire/wire-styles.ts";
import { type CodeForm, GROUPS, spelled } from "./code-form.ts";
import type { Loop, ReceivedCall, Trip } from "./loop.ts";
import type { PlannedResponse } from "./planned-response.ts";
import { problemsOfRequest } from "./request-judge.ts";
import { bodyText, codeValue, comparable } from "./compared-values.ts";

export interface ValidCase {
  readonly operation: DescribedOperation;
  readonly input: OperationInput;
  readonly auth: Secrets;
  readonly credentials: Credentials;
  readonly response: PlannedResponse;
}

export interface CaseOutcome {
  readonly trip: Trip;
  readonly problems: readonly Problem[];
}

export async function runValid(oracle: Oracle, loop: Loop, given: ValidCase): Promise<CaseOutcome> {
  const { operation, input, auth, credentials, response: answer } = given;
  const form = loop.formOf(operation);
  let received: { readonly what: ReceivedCall; readonly body: string | undefined } | undefined;
  const trip = await loop.call(operation, input, auth, async (what) => {
    received = { what, body: input.body && (await bodyText(input.body.content, what.body, "code")) };
    return replyOf(answer, form);
  });
  const problem = (kind: Problem["kind"], message: string, pointer = operation.pointer): CaseOutcome => {
    return { trip, problems: [{ kind, message, pointer }] };
  };
  if (trip.request === undefined) {
    return problem("refused-valid", `The client did not send it: ${trip.refusal?.message}.`);
  }
  const wanted = await requestOf(operation, input, credentials);
  const ofRequest = await problemsOfRequest(operation, input, wanted, trip.request);
  if (ofRequest.length > 0) return { trip, problems: ofRequest };
  if (trip.response === undefined) return problem("no-answer", `The server did not answer: ${trip.refusal?.message}.`);
  if (received === undefined) {
    const text = new TextDecoder().decode(trip.response.bytes).slice(0, 500);
    return problem("refused-valid", `The server refused it with ${trip.response.status}: ${text}`);
  }
  const ofInput = await problemsOfInput(oracle, form, given, received);
  if (ofInput.length > 0) return { trip, problems: ofInput };
  if (trip.response.status !== answer.status) {
    return problem(
      "server-error",
      `The server made ${trip.response.status} of the handler's ${answer.status}.`,
      answer.response.pointer,
    );
  }
  const ofResponse = problemsOfResponse(oracle, operation, trip.response);
  if (ofResponse.length > 0) return { trip, problems: ofResponse };
  return { trip, problems: await problemsOfResult(form, given, trip) };
}

function replyOf(response: PlannedResponse, form: CodeForm): object {
  const { status, content } = response;
  const headers = Object.entries(response.headers).map(([name, value]) => [name, form.header(response, name, value)]);
  return {
    status,
    ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
    ...(content !== undefined && { body: bodyOf(response, form), contentType: content.mediaType }),
  };
}

function bodyOf(response: PlannedResponse, form: CodeForm): unknown {
  const { content, body } = response;
  return content && form.responseBody(response, codeValue(content, body));
}

async function problemsOfInput(
  { document, judge }: Oracle,
  form: CodeForm,
  { operation, input }: ValidCase,
  { what, body }: { readonly what: ReceivedCall; readonly body: string | undefined },
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const parameter of operation.parameters) {
    const { in: place, name, schema, pointer } = parameter;
    const given = input.parameters.get(parameter);
    const value = place === "querystring" ? what.querystring : what[GROUPS[place]][name];
    const found = await comparable(value);
    const tell = (message: string): void => {
      problems.push({ kind: "wrong-input", message, place: { in: place, name }, pointer });
    };
    if (given === undefined) {
      const isDefault = conjoined(document, schema).some(
        (one) => JSON.stringify(defaultOf(one, parameter, form)) === JSON.stringify(found),
      );
      const isConstant = found !== null && parameter.required;
      if (found !== null && !isDefault && !isConstant && !isSpread(parameter)) {
        tell(`The handler received ${JSON.stringify(found)} for the ${place} parameter ${name}, which was not given.`);
      }
    } else if (
      textOf(parameter, await comparable(value, "code")) !==
      textOf(parameter, await comparable(form.parameter(parameter, given), "code"))
    ) {
      tell(
        `The handler received ${JSON.stringify(found)} for the ${place} parameter ${name}, and ${JSON.stringify(given)} was given.`,
      );
    } else if (judge.refuses(schema, found, "request") && !isSpread(parameter)) {
      tell(
        `The handler received ${JSON.stringify(found)} for the ${place} parameter ${name}, which is not of its schema.`,
      );
    }
  }
  if (input.body === undefined) return problems;
  const { content, value } = input.body;
  const wanted = await bodyText(content, form.body(content, codeValue(content, value)), "code");
  if (body !== wanted) {
    const message = `The handler received the body ${body?.slice(0, 200)}, and ${wanted.slice(0, 200)} was given.`;
    problems.push({ kind: "wrong-input", message, place: { in: "body" }, pointer: content.pointer });
  }
  return problems;
}

/** In the spelling in which code has it; null where there is none. */
function defaultOf(schema: SchemaObject, parameter: DescribedParameter, form: CodeForm): Json {
  const own = (schema.default ?? null) as Json; // a part of a JSON document
  try {
    return spelled(own, form.parameter(parameter, own));
  } catch (error) {
    if (error instanceof Uncarriable) return own;
    throw error;
  }
}

/** An exploded object is told by the names of its members, and may be taken for another's. */
function isSpread({ explode, style, schema, mediaType }: DescribedParameter): boolean {
  return explode && mediaType === undefined && /^(?:form|cookie)$/.test(style) && typeof schema === "object";
}

/** In one spelling: a number and its text are the same on the wire. */
function textOf(parameter: DescribedParameter, value: Json): string {
  if (parameter.in === "querystring") {
    return JSON.stringify(sorted(parameter.form === undefined ? value : withoutNothing(parameter.form, value)));
  }
  try {
    const pieces = piecesOf(parameter.name, parameter, sorted(value));
    return pieces
      .map(({ name = "", items, delimiter }) => `${name}=${items.map(percentEncode).join(delimiter)}`)
      .toSorted()
      .join("&");
  } catch {
    return JSON.stringify(sorted(value));
  }
}

function sorted(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json) => sorted(item));
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, entry]) => [name, sorted(entry)] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}

async function problemsOfResult(
  form: CodeForm,
  { operation, response: answer }: ValidCase,
  { result, refusal }: Trip,
): Promise<readonly Problem[]> {
  const { response, status, content, headers } = answer;
  const problem = (message: string): readonly Problem[] => [
    { kind: "wrong-result", message, pointer: response.pointer },
  ];
  if (result === undefined) return problem(`The client threw instead of a result: ${refusal?.message}.`);
  if (result.status !== status) {
    return problem(`The result has the status ${result.status}, and ${status} was answered: ${String(result.error)}.`);
  }
  if (result.ok !== status < 300) {
    return problem(`The result is ${result.ok ? "a success" : "a failure"}, and the status is ${status}.`);
  }
  const isBodiless = content === undefined || operation.method === "HEAD";
  if (!isBodiless && essenceOf(result.contentType ?? "") !== essenceOf(content.mediaType)) {
    return problem(`The result is of type ${String(result.contentType)}, and ${content.mediaType} was answered.`);
  }
  const found = result.ok ? result.data : result.error;
  if (isBodiless) {
    return found === undefined ? [] : problem("The result has a body, and none was answered.");
  }
  const wanted = await bodyText(content, bodyOf(answer, form), "code");
  const text = await bodyText(content, found, "code");
  if (text !== wanted) return problem(`The result is ${text.slice(0, 200)}, and ${wanted.slice(0, 200)} was answered.`);
  for (const [name, value] of Object.entries(headers)) {
    const own = response.headers.find((header) => header.name === name);
    const decoded = await comparable(Reflect.get(result.headers, name), "code");
    const promised = await comparable(form.header(answer, name, value), "code");
    if (own && headerText(own, decoded) !== headerText(own, promised)) {
      return problem(
        `The result's header ${name} is ${JSON.stringify(decoded)}, and ${JSON.stringify(value)} was answered.`,
      );
    }
  }
  return [];
}

function headerText(header: DescribedResponse["headers"][number], value: Json): string | undefined {
  return value === null ? undefined : headerOf(header, sorted(value));
}
