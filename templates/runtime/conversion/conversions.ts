/**
 * The conversions of an operation: `Date` for `date-time` and `bigint` for `int64`, without loss. Operations refer to
 * this file, so clients without conversions do not bundle it. Validators and codecs see values as they travel.
 */
import { responseKey } from "../client/responses.js";
import type { AnyResult, ConversionCodec } from "../operation.js";
import { UnexpectedResponse } from "../result.js";
import { own } from "../wire/records.js";
import { WireError } from "../wire/wire-error.js";
import { approximate, fromWire, toWire } from "./conversion.js";

export { exactJson } from "./exact-json.js";

/** Converts the values of a result. A value that cannot be converted makes the response unexpected. */
const convertResult: ConversionCodec["convertResult"] = (operation, { responses }, result, validation) => {
  if (result.error instanceof UnexpectedResponse) return validation?.response(operation, result) ?? result;
  const { status, response, contentType } = result;
  const { contents, headers } = own(responses, responseKey(operation, status) ?? "") ?? {};
  const judged = validation?.response(operation, result) ?? result;
  if (judged.error !== result.error) return judged;
  try {
    return {
      ...mapBody(judged, (value) => fromWire(own(contents, contentType ?? ""), value)),
      headers: convertHeadersLazily(result.headers, (name, value) => fromWire(own(headers, name), value)),
    };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    const why = new UnexpectedResponse(`the response of status ${status} ${error.message}`, {
      status,
      reason: "schema",
      text: "",
    });
    return { ok: false, status: 0, error: why, headers: {}, contentType: undefined, response };
  }
};

function mapBody(result: AnyResult, map: (value: unknown) => unknown): AnyResult {
  return { ...result, ...(result.ok ? { data: map(result.data) } : { error: map(result.error) }) };
}

/** Returns the headers with conversions on access. An invalid header is undefined. */
function convertHeadersLazily(headers: object, map: (name: string, value: unknown) => unknown): object {
  const lazy = {};
  for (const name of Object.keys(headers)) {
    const get = () => {
      try {
        return map(name, own(headers, name));
      } catch (error) {
        if (error instanceof WireError) return undefined;
        throw error;
      }
    };
    Object.defineProperty(lazy, name, { enumerable: true, get });
  }
  return lazy;
}

/** The codec that operations refer to. */
export const conversionCodec: ConversionCodec = { toWire, fromWire, approximate, convertResult };
