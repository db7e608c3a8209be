/** Encodes the headers of a response. Documented headers follow their schema and style. All headers are checked for safety. */
import type { ResponseSpec, ConvertedValues } from "../../runtime/operation.js";
import type { Validator } from "../../runtime/validation/validation.js";
import { ENCODERS } from "../../runtime/wire/codecs.js";
import { encodeValue } from "../../runtime/wire/values.js";
import { WireError } from "../../runtime/wire/wire-error.js";
import { isHeaderName, isHeaderValue } from "../http/header-lines.js";
import { InvalidResponse } from "../http/validation-errors.js";

/** Headers that only the server sets. Other values could change where the response ends. */
const OWN_HEADERS: ReadonlySet<string> = new Set(["content-length", "content-type", "transfer-encoding"]);

/**
 * Returns header lines with lower-case names. An array as the value of an undocumented header gives one line per item.
 * Throws an `InvalidResponse`.
 */
export function encodeResponseHeaders(
  headers: object,
  specs: ResponseSpec["headers"] = {},
  validator: Validator<unknown> | undefined,
  values?: ConvertedValues,
): [name: string, value: string][] {
  const lines: [string, string][] = [];
  const documented: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    if (!isHeaderName(name)) reject(name, "is not a valid header name");
    const lowerCase = name.toLowerCase();
    if (OWN_HEADERS.has(lowerCase)) reject(name, "must not be set: the server sets it");
    if (Object.hasOwn(specs, name)) documented[name] = value;
    else for (const line of [value].flat()) lines.push([lowerCase, checkHeaderValue(name, String(line))]);
  }
  const issues = validator?.validate(values ? values.codec.approximate(documented) : documented) ?? [];
  if (issues.length > 0) {
    throw new InvalidResponse(
      issues.map(({ path: [name = ""], message }) => ({ in: "header", name: String(name), message })),
    );
  }
  for (const [name, spec] of Object.entries(specs)) {
    const pieces = encodeHeader({ ...spec, name }, documented[name]);
    if (pieces.length > 0) lines.push([name.toLowerCase(), checkHeaderValue(name, pieces.join(","))]);
  }
  return lines;
}

function encodeHeader(spec: Parameters<typeof encodeValue>[1], value: unknown): readonly string[] {
  try {
    return encodeValue("header", spec, value, ENCODERS);
  } catch (error) {
    if (error instanceof WireError) reject(spec.name, error.message);
    throw error;
  }
}

function checkHeaderValue(name: string, value: string): string {
  if (!isHeaderValue(value)) reject(name, "has a character that is invalid in headers");
  return value;
}

function reject(name: string, message: string): never {
  throw new InvalidResponse([{ in: "header", name: name.slice(0, 200), message }]);
}
