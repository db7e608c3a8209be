/** Validation issues of a request or a response, found by the generated validators of its operation. */
import type { AnyResult, ContentSpec, OperationSpec } from "../operation.js";
import type { Issue, OperationValidation, Validator } from "../validation/validation.js";
import { parseMediaType, pickContent } from "../wire/media-type.js";
import { PARAMETER_GROUPS } from "../wire/parameter-places.js";
import { own } from "../wire/records.js";
import { responseKey } from "./responses.js";
import type { AnyInput } from "./call-options.js";

type Validation = OperationValidation | undefined;

/** Returns a value in the types that validators know: numbers instead of bigints. */
export function asValidated({ conversions }: OperationSpec, value: unknown): unknown {
  return conversions ? conversions.codec.approximate(value) : value;
}

/** Returns true for an iterable whose items are still to come. An array is complete already. */
export function isSequence(body: unknown): body is AsyncIterable<unknown> | Iterable<unknown> {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return false;
  return Symbol.asyncIterator in body || Symbol.iterator in body;
}

/** Returns the issues of an item. Their paths begin with its index. */
export function itemIssues(validator: Validator<unknown>, item: unknown, index: number): readonly Issue[] {
  return validator
    .validate(item)
    .map((issue) => ({ ...issue, path: [index, ...issue.path], pointer: `/${index}${issue.pointer}` }));
}

/**
 * Returns the issues of parameters and body. Constants count as passed. Bytes and forms are not validated here, but by
 * the server.
 */
export function requestIssues(operation: OperationSpec, input: AnyInput, validation: Validation): readonly Issue[] {
  const { parameters = [], body: spec } = operation;
  const groups: Record<ParameterGroup, Record<string, unknown>> = { path: {}, query: {}, headers: {}, cookies: {} };
  for (const [name, group] of Object.entries(groups)) Object.assign(group, own(input, name));
  for (const { in: place, name, constant } of parameters) {
    if (place === "querystring" || constant === undefined) continue;
    groups[PARAMETER_GROUPS[place]][name] = constant;
  }
  const given = asValidated(operation, { ...groups, querystring: input.querystring });
  const issues = validation?.parameters?.validate(given) ?? [];
  if (input.body === undefined) return spec?.required ? [...issues, MISSING] : issues;
  return [...issues, ...bodyIssues(operation, input, validation)];
}

type ParameterGroup = (typeof PARAMETER_GROUPS)[keyof typeof PARAMETER_GROUPS];

const MISSING: Issue = { path: [], pointer: "", keyword: "required", message: "body is required", schemaPath: "#" };

function bodyIssues(operation: OperationSpec, input: AnyInput, validation: Validation): readonly Issue[] {
  const { body } = input;
  const content = sentContent(operation, input);
  const validator = content && own(validation?.body, content.mediaType);
  if (!validator || body instanceof FormData || body instanceof Blob) return [];
  const seen = asValidated(operation, body);
  if (!isSequential(content)) return validator.validate(seen);
  return Array.isArray(seen) ? seen.flatMap((item, index) => itemIssues(validator, item, index)) : [];
}

/** Returns the validator of the items that are still to be sent, or undefined if there are none. */
export function requestItems(
  operation: OperationSpec,
  input: AnyInput,
  validation: Validation,
): Validator<unknown> | undefined {
  const content = isSequence(input.body) ? sentContent(operation, input) : undefined;
  return content && isSequential(content) ? own(validation?.body, content.mediaType) : undefined;
}

/** Returns the content that the body is sent as. */
function sentContent({ body }: OperationSpec, { contentType }: AnyInput): ContentSpec | undefined {
  const contents = body?.contents ?? [];
  const type = parseMediaType(contentType ?? contents[0]?.mediaType ?? "");
  return type && pickContent(contents, type);
}

function isSequential({ codec }: ContentSpec): boolean {
  return codec === "event-stream" || codec === "json-lines" || codec === "part-stream";
}

export function responseIssues(operation: OperationSpec, result: AnyResult, validation: Validation): readonly Issue[] {
  const { ok, data, error, headers, response } = result;
  const body = ok ? data : error;
  const validators = own(validation?.responses, responseKey(operation, result.status) ?? "");
  const validator = body === undefined || isSequence(body) ? undefined : responseBody(operation, result, validation);
  const seen = asValidated(operation, { body, headers }) as { readonly body: unknown; readonly headers: object }; // conversions keep the properties
  const undecoded = Object.keys(headers).filter(
    (name) => own(headers, name) === undefined && response.headers.has(name),
  );
  return [
    ...(validator?.validate(seen.body) ?? []),
    ...(validators?.headers?.validate(seen.headers) ?? []),
    ...undecoded.map((name) => ({ ...MALFORMED, path: [name], pointer: `/${name}` })),
  ];
}

const MALFORMED = { keyword: "type", message: "cannot be decoded as its type", schemaPath: "#" };

/** Returns the validator of the items that are still to come, or undefined if there are none. */
export function responseItems(
  operation: OperationSpec,
  result: AnyResult,
  validation: Validation,
): Validator<unknown> | undefined {
  const { ok, data, error } = result;
  return isSequence(ok ? data : error) ? responseBody(operation, result, validation) : undefined;
}

function responseBody(
  operation: OperationSpec,
  { status, contentType }: AnyResult,
  validation: Validation,
): Validator<unknown> | undefined {
  const validators = own(validation?.responses, responseKey(operation, status) ?? "");
  return own(validators?.contents, contentType ?? "");
}
