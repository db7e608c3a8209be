/**
 * Values as callers and handlers of generated code have them, where it was generated with `Date` for `date-time` or
 * `bigint` for `int64`. The code says which parts are converted; what each of them must be on the wire is told here.
 */
import { isObject, type Json } from "../../1-document/json.ts";
import type { DescribedContent, DescribedParameter } from "../../5-oracle/description/description.ts";
import type { Conversion, Values } from "../../5-program/converted-operations.ts";
import type { OperationInput } from "../../5-oracle/wire/wire-request.ts";
import { Uncarriable } from "../../5-oracle/wire/wire-styles.ts";
import type { PlannedResponse } from "./planned-response.ts";
import { codeValue } from "./compared-values.ts";

export const GROUPS = { path: "path", query: "query", header: "headers", cookie: "cookies" } as const;

/** Each gives the value as code has it, and throws an `Uncarriable` where code can have no such value. */
export interface CodeForm {
  parameter(parameter: DescribedParameter, value: Json): unknown;
  /** `value` is one that code without conversions has. */
  body(content: DescribedContent, value: unknown): unknown;
  responseBody(response: PlannedResponse, value: unknown): unknown;
  header(response: PlannedResponse, name: string, value: Json): unknown;
}

/** That of code without conversions; other code takes such values, too. */
export const AS_IT_TRAVELS: CodeForm = {
  parameter: (_parameter, value) => value,
  body: (_content, value) => value,
  responseBody: (_response, value) => value,
  header: (_response, _name, value) => value,
};

/** `values`: of the operation in generated code. */
export function codeFormOf(values: Values | undefined): CodeForm {
  if (values === undefined) return AS_IT_TRAVELS;
  const { codec, parameters, body: bodies, responses } = values;
  const convert = (conversion: Conversion | undefined, value: unknown): unknown => {
    try {
      return codec.fromWire(conversion, value);
    } catch (error) {
      if (error instanceof Error && error.name === "WireError") throw new Uncarriable(error.message);
      throw error;
    }
  };
  const convertContent = ({ kind, mediaType }: DescribedContent, all: typeof bodies, value: unknown): unknown => {
    const conversion = own(all, mediaType);
    const isSequence = kind === "lines" || kind === "events" || kind === "part-stream";
    if (!isSequence || !Array.isArray(value)) return convert(conversion, value);
    return value.map((item: unknown) => convert(conversion, item));
  };
  return {
    parameter({ in: place, name }, value) {
      if (place === "querystring") return member(convert(parameters, { querystring: value }), "querystring");
      const group = GROUPS[place];
      return member(member(convert(parameters, { [group]: { [name]: value } }), group), name);
    },
    body: (content, value) => convertContent(content, bodies, value),
    responseBody: ({ response, content }, value) =>
      content === undefined ? value : convertContent(content, own(responses, response.status)?.contents, value),
    header: ({ response }, name, value) => convert(own(own(responses, response.status)?.headers, name), value),
  };
}

function own<Value>(record: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return record && Object.hasOwn(record, name) ? record[name] : undefined;
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** The same input as code sends it: a `Date` has one text. Throws an `Uncarriable` where code cannot have it. */
export function spelledInput(form: CodeForm, { parameters, body }: OperationInput): OperationInput {
  return {
    parameters: new Map(
      Array.from(parameters, ([parameter, value]) => [parameter, spelled(value, form.parameter(parameter, value))]),
    ),
    body: body && {
      ...body,
      value: spelled(body.value, form.body(body.content, codeValue(body.content, body.value))),
    },
  };
}

/** The same for an answer. */
export function spelledResponse(form: CodeForm, response: PlannedResponse): PlannedResponse {
  const { content, body } = response;
  const headers = Object.entries(response.headers).map(([name, value]) => {
    return [name, spelled(value, form.header(response, name, value))] as const;
  });
  return {
    ...response,
    headers: Object.fromEntries(headers),
    body: content === undefined ? body : spelled(body, form.responseBody(response, codeValue(content, body))),
  };
}

/** Those that code can have, and why others were left out. `what` one is called: `A legal input`. */
export function spelledIn<Value>(
  all: readonly Value[],
  what: string,
  spell: (value: Value) => Value,
): { readonly kept: readonly Value[]; readonly notes: readonly string[] } {
  const notes = new Set<string>();
  const kept = all.flatMap((value) => {
    try {
      return [spell(value)];
    } catch (error) {
      if (!(error instanceof Uncarriable)) throw error;
      notes.add(`${what} was left out, for which generated code has no value: ${error.message}.`);
      return [];
    }
  });
  return { kept, notes: [...notes] };
}

/** `code`: the value as code has it. Throws an `Uncarriable`. */
export function spelled(value: Json, code: unknown): Json {
  if (code instanceof Date) return instantText(String(value));
  if (typeof code === "bigint") {
    // which the sample, a double, does not tell from its neighbours
    if (!Number.isSafeInteger(value)) throw new Uncarriable("an integer that a double may have rounded");
    return value;
  }
  if (Array.isArray(code)) {
    if (!Array.isArray(value)) return spelled(value, code[0]); // a sequence of one item
    return value.map((item: Json, index) => spelled(item, code[index]));
  }
  if (!isObject(value) || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, spelled(entry, member(code, name))]));
}

/** The moment in UTC, to the millisecond; a leap second is the first moment after it. RFC 3339 §5.6 */
function instantText(text: string): string {
  const isLeap = /:60(?=[.z+-])/i.test(text);
  const moment = Date.parse(text.toUpperCase().replace(/:60(?=[.Z+-])/, ":59"));
  const date = new Date(isLeap ? Math.floor(moment / 1000) * 1000 + 1000 : moment);
  const year = date.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) throw new Uncarriable("a moment beyond the years 0 to 9999 in UTC");
  return date.toISOString();
}
