/** Reads the described responses of an operation and their examples. */
import type { OperationSpec } from "../../../templates/runtime/operation.ts";
import { isObject } from "../../1-document/json.ts";
import {
  type Document,
  type HeaderObject,
  type MediaType,
  METHODS,
  type OperationObject,
} from "../../1-document/openapi.ts";
import { dereference } from "../../5-oracle/description/described-schemas.ts";

/** Contents and headers of a described response, with references resolved. */
export interface ResponseDescription {
  readonly contents: ReadonlyMap<string, MediaType>;
  readonly headers: ReadonlyMap<string, HeaderObject>;
}

/** An example. OpenAPI 3.2 §4.19 */
export interface NamedExample {
  /** Undefined for the value of `example`. */
  readonly name: string | undefined;
  readonly value: unknown;
}

/** Returns the responses by status: `200`, `2XX` or `default`. */
export function readResponses(document: Document, operation: OperationSpec): ReadonlyMap<string, ResponseDescription> {
  const responses = Object.entries(operationObject(document, operation)?.responses ?? {});
  return new Map(
    responses.map(([status, response]) => {
      const { content = {}, headers = {} } = dereference(document, response);
      const contents = new Map(Object.entries(content).map(([type, media]) => [type, dereference(document, media)]));
      const fields = new Map(Object.entries(headers).map(([name, header]) => [name, dereference(document, header)]));
      return [status.toUpperCase() === "DEFAULT" ? "default" : status.toUpperCase(), { contents, headers: fields }];
    }),
  );
}

function operationObject(
  { paths = {}, ...document }: Document,
  { method, path }: OperationSpec,
): OperationObject | undefined {
  const item = paths[path] && dereference({ ...document, paths }, paths[path]);
  const fixed = METHODS.find((name) => name.toUpperCase() === method);
  return fixed === undefined ? item?.additionalOperations?.[method] : item?.[fixed];
}

/** Returns the examples of a media type or a header, in document order. Does not fetch `externalValue`. */
export function readNamedExamples(document: Document, described: MediaType | HeaderObject): readonly NamedExample[] {
  const { example, examples = {} } = described;
  const named = Object.entries(examples).flatMap(([name, written]): readonly NamedExample[] => {
    const found = isObject(written) ? dereference<object>(document, written) : {};
    if ("dataValue" in found) return [{ name, value: found.dataValue }];
    if ("value" in found) return [{ name, value: found.value }];
    return "serializedValue" in found ? [{ name, value: parseSerialized(found.serializedValue) }] : [];
  });
  return example === undefined ? named : [{ name: undefined, value: example }, ...named];
}

/** Returns the value of a `serializedValue`: parsed if it is JSON, otherwise the string. */
function parseSerialized(serialized: unknown): unknown {
  try {
    return JSON.parse(String(serialized));
  } catch {
    return serialized;
  }
}
