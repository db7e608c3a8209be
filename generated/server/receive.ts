/** A request to the input of a handler: decoded, completed by defaults, valid. */
import type { OperationSpec, Values } from "../runtime/operation.js";
import { type DecodedParameters, decodeParameters } from "../runtime/parameters.js";
import { own } from "../runtime/records.js";
import type { Issue as ValidationIssue, OperationValidation } from "../runtime/validation.js";
import { collect, type InputError } from "../runtime/wire-error.js";
import { type ArrivingFile, checkFiles } from "./arriving-files.js";
import { receiveBody, type ReceivedBody } from "./body.js";
import { fileNames } from "./form-body.js";
import type { Incoming } from "./incoming.js";
import { InvalidRequest } from "./invalid.js";
import { createReceiveItems } from "./items.js";
import { jsonParameterCheck } from "./json-parameters.js";
import type { Limits } from "./limits.js";
import type { Issue } from "./problem.js";

/** What a request says, in groups. */
export interface Content {
  readonly path: unknown;
  readonly query: unknown;
  readonly querystring: unknown;
  readonly headers: unknown;
  readonly cookies: unknown;
  readonly body: unknown;
  readonly contentType: string | undefined;
  readonly files?: AsyncIterable<ArrivingFile> | undefined;
}

/** Rejects with an `InvalidRequest` that tells all that is wrong, or with a problem of status 408, 413 or 415. */
export type Receive = (incoming: Incoming, path: Readonly<Record<string, string>>) => Promise<Content>;

interface Received {
  readonly operation: OperationSpec;
  readonly validation: OperationValidation;
  readonly limits: Limits;
}

export function createReceive({ operation, validation, limits }: Received): Receive {
  const parameters = operation.parameters ?? [];
  const { body: bodySpec } = operation;
  const { conversions: values } = operation;
  const seen = (value: unknown) => (values ? values.codec.approximate(value) : value);
  const checkJson = jsonParameterCheck(parameters, limits);
  const receiveItems = createReceiveItems({ operation, validation, limits });

  return async (incoming, path) => {
    // in this order: what is too large or of the wrong type is refused as that, whatever else is wrong
    const body = bodySpec && (await receiveBody(bodySpec, incoming, limits));
    const received = receiveItems && body?.sequence && (await receiveItems(body.sequence));
    const { value, errors } = decodeParameters(
      parameters,
      { path, query: incoming.query, headers: incoming.headers },
      limits.query,
    );
    const issues: Issue[] = [...errors, ...checkJson(value)].map(issueOf);
    if (issues.length === 0) {
      for (const issue of validation.parameters?.validate(seen(value)) ?? []) issues.push(issueOfParameter(issue));
    }
    if (received) issues.push(...received.issues);
    else if (body) issues.push(...issuesOfBody({ ...body, value: seen(body.value) }, validation));
    if (issues.length > 0) throw new InvalidRequest(issues);
    const contentType = body?.contentType;
    const groups = values ? converted({ value, body }, values) : { ...value, body: body?.value };
    if (received) return { ...groups, body: received.items, contentType };
    if (body?.files) return { ...groups, contentType, files: filesOf(body, validation) };
    return { ...groups, contentType };
  };
}

interface Decoded {
  readonly value: DecodedParameters;
  readonly body: ReceivedBody | undefined;
}

/** `Date` and `bigint`, where they are meant. Throws an `InvalidRequest`. */
function converted({ value, body }: Decoded, values: Values): Omit<Content, "contentType"> {
  const errors: InputError[] = [];
  const { fromWire } = values.codec;
  const groups = collect(errors, { in: "query", name: "" }, () => fromWire(values.parameters, value));
  const content = collect(errors, { in: "body", name: "" }, () =>
    fromWire(own(values.body, body?.content?.mediaType ?? ""), body?.value),
  );
  if (errors.length > 0) throw new InvalidRequest(errors.map(issueOf));
  return { ...(groups as DecodedParameters), body: content }; // converted part by part
}

function issuesOfBody(
  { value, content, errors, files }: ReceivedBody,
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
