/** Runs one valid input through the closed loop, to a documented response and back. */
import type { Json } from "../../1-document/json.ts";
import type { SchemaObject } from "../../1-document/openapi.ts";
import { problemsOfResponse } from "../../5-oracle/response/response-judge.ts";
import { withoutEmptyFields } from "../cases/encodable-input.ts";
import type {
  DescribedOperation,
  DescribedParameter,
  DescribedResponse,
} from "../../5-oracle/description/described-operation.ts";
import type { Oracle } from "../../5-oracle/judge/oracle.ts";
import { mediaTypeEssence } from "../../5-oracle/description/described-media.ts";
import type { Problem } from "../../5-oracle/response/problem.ts";
import { conjoinedSchemas } from "../../5-oracle/description/described-schemas.ts";
import { type Credentials, type Secrets } from "../../5-oracle/description/described-security.ts";
import { encodeHeader } from "../../5-oracle/wire/encode-header.ts";
import { type OperationInput, encodeRequest } from "../../5-oracle/wire/encode-request.ts";
import { percentEncode, encodeStyle, UnencodableValue } from "../../5-oracle/wire/parameter-styles.ts";
import { type ValueConverter, INPUT_GROUPS, normalizeValue } from "./value-converter.ts";
import type { ClosedLoop, HandlerCall, LoopExchange } from "./closed-loop.ts";
import type { PlannedResponse } from "./planned-response.ts";
import { compareRequest } from "./compare-request.ts";
import { comparableBody, clientValue, toComparableJson } from "./comparable-values.ts";

export interface ValidCase {
  readonly operation: DescribedOperation;
  readonly input: OperationInput;
  readonly auth: Secrets;
  readonly credentials: Credentials;
  readonly response: PlannedResponse;
}

export interface ValidCaseOutcome {
  readonly exchange: LoopExchange;
  readonly problems: readonly Problem[];
}

export async function runValidCase(oracle: Oracle, loop: ClosedLoop, given: ValidCase): Promise<ValidCaseOutcome> {
  const { operation, input, auth, credentials, response: planned } = given;
  const converter = loop.converterFor(operation);
  let received: { readonly what: HandlerCall; readonly body: string | undefined } | undefined;
  const exchange = await loop.call(operation, input, auth, async (what) => {
    received = { what, body: input.body && (await comparableBody(input.body.content, what.body, "code")) };
    return handlerResultOf(planned, converter);
  });
  const problem = (kind: Problem["kind"], message: string, pointer = operation.pointer): ValidCaseOutcome => {
    return { exchange, problems: [{ kind, message, pointer }] };
  };
  if (exchange.request === undefined) {
    return problem("refused-valid", `The client did not send the request: ${exchange.clientError?.message}.`);
  }
  const wanted = await encodeRequest(operation, input, credentials);
  const ofRequest = await compareRequest(operation, input, wanted, exchange.request);
  if (ofRequest.length > 0) return { exchange, problems: ofRequest };
  if (exchange.response === undefined) {
    return problem("no-response", `The server sent no response: ${exchange.clientError?.message}.`);
  }
  if (received === undefined) {
    const text = new TextDecoder().decode(exchange.response.bytes).slice(0, 500);
    return problem("refused-valid", `The server rejected the request with ${exchange.response.status}: ${text}`);
  }
  const ofInput = await compareInput(oracle, converter, given, received);
  if (ofInput.length > 0) return { exchange, problems: ofInput };
  if (exchange.response.status !== planned.status) {
    return problem(
      "server-error",
      `The server sent ${exchange.response.status} instead of the handler's ${planned.status}.`,
      planned.response.pointer,
    );
  }
  const ofResponse = problemsOfResponse(oracle, operation, exchange.response);
  if (ofResponse.length > 0) return { exchange, problems: ofResponse };
  return { exchange, problems: await compareResult(converter, given, exchange) };
}

function handlerResultOf(response: PlannedResponse, converter: ValueConverter): object {
  const { status, content } = response;
  const headers = Object.entries(response.headers).map(([name, value]) => [
    name,
    converter.header(response, name, value),
  ]);
  return {
    status,
    ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
    ...(content !== undefined && { body: handlerBodyOf(response, converter), contentType: content.mediaType }),
  };
}

function handlerBodyOf(response: PlannedResponse, converter: ValueConverter): unknown {
  const { content, body } = response;
  return content && converter.responseBody(response, clientValue(content, body));
}

async function compareInput(
  { document, judge }: Oracle,
  converter: ValueConverter,
  { operation, input }: ValidCase,
  { what, body }: { readonly what: HandlerCall; readonly body: string | undefined },
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const parameter of operation.parameters) {
    const { in: place, name, schema, pointer } = parameter;
    const given = input.parameters.get(parameter);
    const value = place === "querystring" ? what.querystring : what[INPUT_GROUPS[place]][name];
    const found = await toComparableJson(converter.encoded(value));
    const tell = (message: string): void => {
      problems.push({ kind: "wrong-input", message, place: { in: place, name }, pointer });
    };
    if (given === undefined) {
      const isDefault = conjoinedSchemas(document, schema).some(
        (one) => JSON.stringify(normalizedDefault(one, parameter, converter)) === JSON.stringify(found),
      );
      const isConstant = found !== null && parameter.required;
      if (found !== null && !isDefault && !isConstant && !isExplodedParameter(parameter)) {
        tell(
          `The handler received ${JSON.stringify(found)} for the ${place} parameter ${name}, but the caller passed none.`,
        );
      }
    } else if (
      comparableParameter(parameter, await toComparableJson(value, "code")) !==
      comparableParameter(parameter, await toComparableJson(converter.parameter(parameter, given), "code"))
    ) {
      tell(
        `The handler received ${JSON.stringify(found)} for the ${place} parameter ${name}, but the caller passed ${JSON.stringify(given)}.`,
      );
    } else if (judge.rejects(schema, found, "request") && !isExplodedParameter(parameter)) {
      tell(
        `The handler received ${JSON.stringify(found)} for the ${place} parameter ${name}, which does not match its schema.`,
      );
    }
  }
  if (input.body === undefined) return problems;
  const { content, value } = input.body;
  const wanted = await comparableBody(content, converter.body(content, clientValue(content, value)), "code");
  if (body !== wanted) {
    const message = `The handler received the body ${body?.slice(0, 200)}, but the caller passed ${wanted.slice(0, 200)}.`;
    problems.push({ kind: "wrong-input", message, place: { in: "body" }, pointer: content.pointer });
  }
  return problems;
}

/** Returns the default of a schema as generated code encodes it, or null if there is none. */
function normalizedDefault(schema: SchemaObject, parameter: DescribedParameter, converter: ValueConverter): Json {
  const own = (schema.default ?? null) as Json; // part of a JSON document
  try {
    return normalizeValue(own, converter.parameter(parameter, own));
  } catch (error) {
    if (error instanceof UnencodableValue) return own;
    throw error;
  }
}

/** Returns true if the properties of the parameter become parameters of their own, which may collide with others. */
function isExplodedParameter({ explode, style, schema, mediaType }: DescribedParameter): boolean {
  return explode && mediaType === undefined && /^(?:form|cookie)$/.test(style) && typeof schema === "object";
}

/** Returns the value of a parameter in a normal form, in which a number equals its string. */
function comparableParameter(parameter: DescribedParameter, value: Json): string {
  if (parameter.in === "querystring") {
    return JSON.stringify(
      withSortedKeys(parameter.form === undefined ? value : withoutEmptyFields(parameter.form, value)),
    );
  }
  try {
    const pieces = encodeStyle(parameter.name, parameter, withSortedKeys(value));
    return pieces
      .map(({ name = "", items, delimiter }) => `${name}=${items.map(percentEncode).join(delimiter)}`)
      .toSorted()
      .join("&");
  } catch {
    return JSON.stringify(withSortedKeys(value));
  }
}

function withSortedKeys(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json) => withSortedKeys(item));
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, entry]) => [name, withSortedKeys(entry)] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}

async function compareResult(
  converter: ValueConverter,
  { operation, response: planned }: ValidCase,
  { result, clientError }: LoopExchange,
): Promise<readonly Problem[]> {
  const { response, status, content, headers } = planned;
  const problem = (message: string): readonly Problem[] => [
    { kind: "wrong-result", message, pointer: response.pointer },
  ];
  if (result === undefined) {
    return problem(`The client threw an error instead of returning a result: ${clientError?.message}.`);
  }
  if (result.status !== status) {
    return problem(
      `The result has the status ${result.status}, but the handler returned ${status}: ${String(result.error)}.`,
    );
  }
  if (result.ok !== status < 300) {
    return problem(`The result has ok: ${result.ok}, but the status is ${status}.`);
  }
  const isBodiless = content === undefined || operation.method === "HEAD";
  if (!isBodiless && mediaTypeEssence(result.contentType ?? "") !== mediaTypeEssence(content.mediaType)) {
    return problem(
      `The result has the media type ${String(result.contentType)}, but the handler returned ${content.mediaType}.`,
    );
  }
  const found = result.ok ? result.data : result.error;
  if (isBodiless) {
    return found === undefined ? [] : problem("The result has a body, but the handler returned none.");
  }
  const wanted = await comparableBody(content, handlerBodyOf(planned, converter), "code");
  const text = await comparableBody(content, found, "code");
  if (text !== wanted) {
    return problem(`The result is ${text.slice(0, 200)}, but the handler returned ${wanted.slice(0, 200)}.`);
  }
  for (const [name, value] of Object.entries(headers)) {
    const own = response.headers.find((header) => header.name === name);
    const decoded = await toComparableJson(Reflect.get(result.headers, name), "code");
    const promised = await toComparableJson(converter.header(planned, name, value), "code");
    if (own && comparableHeader(own, decoded) !== comparableHeader(own, promised)) {
      return problem(
        `The result's header ${name} is ${JSON.stringify(decoded)}, but the handler returned ${JSON.stringify(value)}.`,
      );
    }
  }
  return [];
}

function comparableHeader(header: DescribedResponse["headers"][number], value: Json): string | undefined {
  return value === null ? undefined : encodeHeader(header, withSortedKeys(value));
}
