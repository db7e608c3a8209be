/** What the description promises as answers to an operation, as it writes them. */
import type { OperationSpec } from "../../templates/runtime/operation.ts";
import { isObject } from "../1-document/json.ts";
import {
  type Document,
  type HeaderObject,
  type MediaType,
  METHODS,
  type OperationObject,
} from "../1-document/openapi.ts";
import { dereference } from "../5-oracle/description/described-schemas.ts";

/** One of the `responses`. */
export interface DescribedResponse {
  readonly contents: ReadonlyMap<string, MediaType>;
  readonly headers: ReadonlyMap<string, HeaderObject>;
}

/** OpenAPI 3.2 §4.19 */
export interface Example {
  /** Absent where it is the only one. */
  readonly name: string | undefined;
  readonly value: unknown;
}

/** By `200`, `2XX` or `default`. */
export function describedResponses(
  document: Document,
  operation: OperationSpec,
): ReadonlyMap<string, DescribedResponse> {
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

/** Those of a media type or a header, in order; what stands elsewhere (`externalValue`) is not fetched. */
export function examplesOf(document: Document, described: MediaType | HeaderObject): readonly Example[] {
  const { example, examples = {} } = described;
  const named = Object.entries(examples).flatMap(([name, written]): readonly Example[] => {
    const found = isObject(written) ? dereference<object>(document, written) : {};
    if ("dataValue" in found) return [{ name, value: found.dataValue }];
    if ("value" in found) return [{ name, value: found.value }];
    return "serializedValue" in found ? [{ name, value: parsed(found.serializedValue) }] : [];
  });
  return example === undefined ? named : [{ name: undefined, value: example }, ...named];
}

/** What travels, as the value that it is in JSON; what is no JSON is the text of something else. */
function parsed(serialized: unknown): unknown {
  try {
    return JSON.parse(String(serialized));
  } catch {
    return serialized;
  }
}
