/**
 * `Date` for `date-time`, and `bigint` for `int64`, without loss: for the operations whose data refer to this file, which
 * nobody else bundles. Validators and codecs see values as they travel; what is converted is converted after them, and
 * back before them.
 */
import { responseKey } from "../client/responses.js";
import type { AnyResult, ConversionCodec } from "../operation.js";
import { UnexpectedResponse } from "../result.js";
import { own } from "../wire/records.js";
import { WireError } from "../wire/wire-error.js";
import { approximate, fromWire, toWire } from "./conversion.js";

export { exactJson } from "./exact-json.js";

/** A result with its values converted. What cannot be is not the answer that was promised. */
const convertResult: ConversionCodec["convertResult"] = (operation, { responses }, result, validation) => {
  if (result.error instanceof UnexpectedResponse) return validation?.response(operation, result) ?? result;
  const { status, response, contentType } = result;
  const { contents, headers } = own(responses, responseKey(operation, status) ?? "") ?? {};
  const judged = validation?.response(operation, result) ?? result;
  if (judged.error !== result.error) return judged;
  try {
    return {
      ...mapBody(judged, (value) => fromWire(own(contents, contentType ?? ""), value)),
      headers: lazily(result.headers, (name, value) => fromWire(own(headers, name), value)),
    };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    const why = new UnexpectedResponse(`the answer of status ${status} ${error.message}`, {
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

/** Headers are decoded when they are read; one that is not what was promised is undefined. */
function lazily(headers: object, map: (name: string, value: unknown) => unknown): object {
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

/** For operations to refer to. */
export const conversionCodec: ConversionCodec = { toWire, fromWire, approximate, convertResult };
