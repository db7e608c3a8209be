/**
 * Converts sample values to the values of callers and handlers, if code was generated with `Date` for `date-time` or
 * `bigint` for `int64`. The generated code says which parts are converted. This file says how each is encoded.
 */
import { isObject, type Json } from "../../1-document/json.ts";
import type { DescribedContent, DescribedParameter } from "../../5-oracle/description/described-operation.ts";
import type { Conversion, ConvertedValues } from "../../5-program/read-conversions.ts";
import type { OperationInput } from "../../5-oracle/wire/encode-request.ts";
import { UnencodableValue } from "../../5-oracle/wire/parameter-styles.ts";
import type { PlannedResponse } from "./planned-response.ts";
import { clientValue } from "./comparable-values.ts";

export const INPUT_GROUPS = { path: "path", query: "query", header: "headers", cookie: "cookies" } as const;

/** Converters from JSON to the values of generated code. They throw an `UnencodableValue` if code cannot hold the value. */
export interface ValueConverter {
  parameter(parameter: DescribedParameter, value: Json): unknown;
  /** Converts a body. `value` is the body in code without conversions. */
  body(content: DescribedContent, value: unknown): unknown;
  responseBody(response: PlannedResponse, value: unknown): unknown;
  header(response: PlannedResponse, name: string, value: Json): unknown;
  /** Returns a value of code with texts in place of values that codecs of the user have made. */
  encoded(value: unknown): unknown;
}

/** The converter for code without conversions. Code with conversions also accepts such values. */
export const WITHOUT_CONVERSION: ValueConverter = {
  parameter: (_parameter, value) => value,
  body: (_content, value) => value,
  responseBody: (_response, value) => value,
  header: (_response, _name, value) => value,
  encoded: (value) => value,
};

/** Returns the converter for an operation. `values` are the conversions of the operation in generated code. */
export function converterOf(values: ConvertedValues | undefined): ValueConverter {
  if (values === undefined) return WITHOUT_CONVERSION;
  const { codec, formats = [], parameters, body: bodies, responses } = values;
  const convert = (conversion: Conversion | undefined, value: unknown): unknown => {
    try {
      return codec.fromWire(conversion, value);
    } catch (error) {
      if (error instanceof Error && error.name === "WireError") throw new UnencodableValue(error.message);
      throw error;
    }
  };
  const convertContent = ({ kind, mediaType }: DescribedContent, all: typeof bodies, value: unknown): unknown => {
    const conversion = ownValue(all, mediaType);
    const isSequence = kind === "lines" || kind === "events" || kind === "part-stream";
    if (!isSequence || !Array.isArray(value)) return convert(conversion, value);
    return value.map((item: unknown) => convert(conversion, item));
  };
  return {
    parameter({ in: place, name }, value) {
      if (place === "querystring") return propertyOf(convert(parameters, { querystring: value }), "querystring");
      const group = INPUT_GROUPS[place];
      return propertyOf(propertyOf(convert(parameters, { [group]: { [name]: value } }), group), name);
    },
    body: (content, value) => convertContent(content, bodies, value),
    responseBody: ({ response, content }, value) =>
      content === undefined ? value : convertContent(content, ownValue(responses, response.status)?.contents, value),
    header: ({ response }, name, value) =>
      convert(ownValue(ownValue(responses, response.status)?.headers, name), value),
    encoded: (value) => (formats.length === 0 ? value : encodeFormats(value, formats)),
  };
}

function encodeFormats(value: unknown, formats: NonNullable<ConvertedValues["formats"]>): unknown {
  const format = formats.find((one) => one.is(value));
  if (format !== undefined) return format.encode(value);
  if (Array.isArray(value)) return value.map((item: unknown) => encodeFormats(item, formats));
  const isPlain = Object.prototype.toString.call(value) === "[object Object]"; // not for files
  if (typeof value !== "object" || value === null || !isPlain) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, encodeFormats(entry, formats)]));
}

function ownValue<Value>(record: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return record && Object.hasOwn(record, name) ? record[name] : undefined;
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** Returns an input as generated code encodes it: a `Date` has one form. Throws an `UnencodableValue` if code cannot hold it. */
export function normalizeInput(converter: ValueConverter, { parameters, body }: OperationInput): OperationInput {
  return {
    parameters: new Map(
      Array.from(parameters, ([parameter, value]) => [
        parameter,
        normalizeValue(value, converter.encoded(converter.parameter(parameter, value))),
      ]),
    ),
    body: body && {
      ...body,
      value: normalizeValue(
        body.value,
        converter.encoded(converter.body(body.content, clientValue(body.content, body.value))),
      ),
    },
  };
}

/** Returns a response as generated code encodes it. Throws an `UnencodableValue` if code cannot hold it. */
export function normalizeResponse(converter: ValueConverter, response: PlannedResponse): PlannedResponse {
  const { content, body } = response;
  const headers = Object.entries(response.headers).map(([name, value]) => {
    return [name, normalizeValue(value, converter.encoded(converter.header(response, name, value)))] as const;
  });
  return {
    ...response,
    headers: Object.fromEntries(headers),
    body:
      content === undefined
        ? body
        : normalizeValue(body, converter.encoded(converter.responseBody(response, clientValue(content, body)))),
  };
}

/** Normalizes values, and drops those that code cannot hold, with a note. `what` names one: `A valid input`. */
export function normalizeEach<Value>(
  all: readonly Value[],
  what: string,
  normalize: (value: Value) => Value,
): { readonly normalized: readonly Value[]; readonly notes: readonly string[] } {
  const notes = new Set<string>();
  const normalized = all.flatMap((value) => {
    try {
      return [normalize(value)];
    } catch (error) {
      if (!(error instanceof UnencodableValue)) throw error;
      notes.add(`${what} was not tested, because generated code cannot hold it: ${error.message}.`);
      return [];
    }
  });
  return { normalized, notes: [...notes] };
}

/** Returns JSON as code encodes it. `code` is the value in generated code. Throws an `UnencodableValue` for unsafe integers. */
export function normalizeValue(value: Json, code: unknown): Json {
  if (code instanceof Date) return normalizeDateTime(String(value));
  if (typeof code === "string" && typeof value === "string") return code; // a codec of the user can change the text
  if (typeof code === "bigint") {
    // a double cannot tell the sample from its neighbours
    if (!Number.isSafeInteger(value)) throw new UnencodableValue("an integer that a double may have rounded");
    return value;
  }
  if (Array.isArray(code)) {
    if (!Array.isArray(value)) return normalizeValue(value, code[0]); // a sequence of one item
    return value.map((item: Json, index) => normalizeValue(item, code[index]));
  }
  if (!isObject(value) || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, normalizeValue(entry, propertyOf(code, name))]),
  );
}

/** Returns a date-time in UTC with milliseconds. A leap second becomes the second after it. RFC 3339 §5.6 */
function normalizeDateTime(text: string): string {
  const isLeap = /:60(?=[.z+-])/i.test(text);
  const moment = Date.parse(text.toUpperCase().replace(/:60(?=[.Z+-])/, ":59"));
  const date = new Date(isLeap ? Math.floor(moment / 1000) * 1000 + 1000 : moment);
  const year = date.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) throw new UnencodableValue("a date-time outside the years 0 to 9999 in UTC");
  return date.toISOString();
}
