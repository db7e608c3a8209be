/** A request to the input of a handler: decoded, completed by defaults, valid. */
import type { OperationSpec, Values } from "../runtime/operation.js";
import {
  type DecodedParameters,
  type ParameterDecoders,
  parametersCompleter,
  parametersDecoder,
  type RawParameters,
} from "../runtime/parameters.js";
import { own } from "../runtime/records.js";
import type { Issue as ValidationIssue, OperationValidation } from "../runtime/validation.js";
import { collect, type InputError } from "../runtime/wire-error.js";
import { type ArrivingFile, checkFiles } from "./arriving-files.js";
import { bodyReceiver, type ReceivedBody } from "./body.js";
import { fileNames } from "./form-body.js";
import type { Incoming } from "./incoming.js";
import { InvalidRequest } from "./invalid.js";
import { createReceiveItems, type ReceivedItems } from "./items.js";
import { jsonParameterCheck } from "./json-parameters.js";
import type { Limits } from "./limits.js";
import type { Issue } from "./problem.js";
import type { Content } from "./scene.js";

/**
 * Throws, or rejects where there is a body to wait for, with an `InvalidRequest` that tells all that is wrong, or with a
 * problem of status 408, 413 or 415.
 */
export type Receive = (incoming: Incoming, path: RawParameters["path"]) => Content | Promise<Content>;

interface Received {
  readonly operation: OperationSpec;
  readonly validation: OperationValidation;
  readonly limits: Limits;
  /** What operations have in common. */
  readonly decoders: ParameterDecoders;
}

export function createReceive({ operation, validation, limits, decoders }: Received): Receive {
  const { parameters = [], conversions: values } = operation;
  const decode = parametersDecoder(parameters, limits.query, decoders);
  const complete = parametersCompleter(parameters);
  const checkJson = jsonParameterCheck(parameters, limits);
  const receiveBody = operation.body && bodyReceiver(operation.body, limits);
  const receiveItems = createReceiveItems({ operation, validation, limits });
  const seen = (value: unknown) => (values ? values.codec.approximate(value) : value);

  function contentOf(raw: RawParameters, body?: ReceivedBody, received?: ReceivedItems): Content {
    const { value, errors } = decode(raw);
    const issues: Issue[] = errors.concat(checkJson(value)).map(issueOf);
    if (issues.length === 0) {
      for (const issue of validation.parameters?.validate(seen(value)) ?? []) issues.push(issueOfParameter(issue));
    }
    if (received) issues.push(...received.issues);
    else if (body) issues.push(...issuesOfBody(body, seen(body.value), validation));
    if (issues.length > 0) throw new InvalidRequest(issues);
    complete(value);
    const { parameters: groups, body: content } = values
      ? converted({ value, body }, values)
      : { parameters: value, body: body?.value };
    const { path, query, querystring, headers, cookies } = groups;
    return {
      path,
      query,
      querystring,
      headers,
      cookies,
      body: received ? received.items : content,
      contentType: body?.contentType,
      files: body?.files && filesOf(body, validation),
    };
  }

  /** The body first: what is too large or of the wrong type is refused as that, whatever else is wrong. */
  async function receiveWith(raw: RawParameters, arrived: Promise<ReceivedBody>): Promise<Content> {
    const body = await arrived;
    return contentOf(raw, body, body.sequence && (await receiveItems?.(body.sequence)));
  }

  return (incoming, path) => {
    const raw = { path, query: incoming.query, headers: incoming.headers };
    return receiveBody ? receiveWith(raw, receiveBody(incoming)) : contentOf(raw);
  };
}

interface Decoded {
  readonly value: DecodedParameters;
  readonly body: ReceivedBody | undefined;
}

interface Converted {
  readonly parameters: DecodedParameters;
  readonly body: unknown;
}

/** `Date` and `bigint`, where they are meant. Throws an `InvalidRequest`. */
function converted({ value, body }: Decoded, values: Values): Converted {
  const errors: InputError[] = [];
  const { fromWire } = values.codec;
  const groups = collect(errors, { in: "query", name: "" }, () => fromWire(values.parameters, value));
  const content = collect(errors, { in: "body", name: "" }, () =>
    fromWire(own(values.body, body?.content?.mediaType ?? ""), body?.value),
  );
  if (errors.length > 0) throw new InvalidRequest(errors.map(issueOf));
  return { parameters: groups as DecodedParameters, body: content }; // converted part by part
}

function issuesOfBody(
  { content, errors, files }: ReceivedBody,
  value: unknown,
  { body: validators = {} }: OperationValidation,
): Issue[] {
  if (errors.length > 0) return errors.map(issueOf);
  const issues = content ? validators[content.mediaType]?.validate(value) : undefined;
  const missing = content && files ? fileNames(content) : []; // which may still come
  return (issues ?? [])
    .filter(({ path: [name] }) => !missing.includes(String(name)))
    .map(({ pointer, message }) => issueAt("body", pointer, message));
}

/** Undefined where they are no business of the handler's. */
function filesOf(
  { files, content, value }: ReceivedBody,
  { body: validators = {} }: OperationValidation,
): AsyncIterable<ArrivingFile> | undefined {
  if (!files || !content) return undefined;
  const fields = value as Readonly<Record<string, unknown>>; // what a form is
  return checkFiles(files, { content, fields, validator: validators[content.mediaType] });
}

function issueOf({ in: place, name, message }: InputError): Issue {
  if (place === "body") return issueAt("body", name === "" ? "" : `/${escapeStep(name)}`, message);
  return { in: place, ...(name !== "" && { name }), message };
}

const PLACES = {
  path: "path",
  query: "query",
  querystring: "querystring",
  headers: "header",
  cookies: "cookie",
} as const;

/** The value that was validated has the groups as its properties, and the parameters as theirs. */
function issueOfParameter({ path: [group, name], pointer, message }: ValidationIssue): Issue {
  const place = PLACES[group as keyof typeof PLACES]; // the validator was compiled for this very value
  const steps = pointer.split("/").slice(1);
  if (place === "querystring" || name === undefined) return issueAt(place, join(steps.slice(1)), message);
  return { ...issueAt(place, join(steps.slice(2)), message), name: String(name) };
}

function issueAt(place: Issue["in"], pointer: string, message: string): Issue {
  return { in: place, ...(pointer !== "" && { pointer }), message };
}

function join(steps: readonly string[]): string {
  return steps.map((step) => `/${step}`).join("");
}

function escapeStep(step: string): string {
  return step.slice(0, 200).replaceAll("~", "~0").replaceAll("/", "~1");
}
