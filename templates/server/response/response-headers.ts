/** The headers of an answer: documented ones by their schema and style, others as they are, and all of them safe. */
import type { ResponseSpec, ConvertedValues } from "../../runtime/operation.js";
import type { Validator } from "../../runtime/validation/validation.js";
import { ENCODERS } from "../../runtime/wire/codecs.js";
import { encodeValue } from "../../runtime/wire/values.js";
import { WireError } from "../../runtime/wire/wire-error.js";
import { isHeaderName, isHeaderValue } from "../http/header-lines.js";
import { InvalidResponse } from "../http/validation-errors.js";

/** Written by the server itself: a second opinion on where a message ends would split it. */
const OWN_HEADERS: ReadonlySet<string> = new Set(["content-length", "content-type", "transfer-encoding"]);

/** Names in lower case; an undocumented header may have several values, a line each. Throws an `InvalidResponse`. */
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
    if (!isHeaderName(name)) reject(name, "is no name of a header");
    const lowerCase = name.toLowerCase();
    if (OWN_HEADERS.has(lowerCase)) reject(name, "is for the server to write");
    if (Object.hasOwn(specs, name)) documented[name] = value;
    else for (const line of [value].flat()) lines.push([lowerCase, checkText(name, String(line))]);
  }
  const issues = validator?.validate(values ? values.codec.approximate(documented) : documented) ?? [];
  if (issues.length > 0) {
    throw new InvalidResponse(
      issues.map(({ path: [name = ""], message }) => ({ in: "header", name: String(name), message })),
    );
  }
  for (const [name, spec] of Object.entries(specs)) {
    const pieces = encodeHeader({ ...spec, name }, documented[name]);
    if (pieces.length > 0) lines.push([name.toLowerCase(), checkText(name, pieces.join(","))]);
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

function checkText(name: string, value: string): string {
  if (!isHeaderValue(value)) reject(name, "holds a character that no header can carry");
  return value;
}

function reject(name: string, message: string): never {
  throw new InvalidResponse([{ in: "header", name: name.slice(0, 200), message }]);
}
