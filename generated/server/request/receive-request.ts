/** A request to the input of a handler: decoded, completed by defaults, valid. */
import type { OperationSpec, ConvertedValues } from "../runtime/operation.js";
import type { Issue as ValidationIssue, OperationValidation, Validator } from "../runtime/validation/validation.js";
import {
  type DecodedParameters,
  type DecodeParameters,
  parametersCompleter,
  parametersDecoder,
  type RawParameters,
} from "../runtime/wire/parameters.js";
import { placeOfGroup } from "../runtime/wire/parameter-places.js";
import { own } from "../runtime/wire/records.js";
import { collect, type InputError } from "../runtime/wire/wire-error.js";
import type { Common } from "./common.js";
import type { IncomingRequest } from "./http/incoming.js";
import { InvalidRequest } from "./http/invalid.js";
import type { Issue } from "./http/problem.js";
import type { Limits } from "./limits.js";
import { type ArrivingFile, checkFiles } from "./request/arriving-files.js";
import type { ReceiveBody, ReceivedBody } from "./request/body.js";
import { fileNames } from "./request/form-body.js";
import { createReceiveItems, type ReceivedItems, type ReceiveItems } from "./request/items.js";
import { jsonParameterCheck } from "./request/json-parameters.js";
import type { RequestContent } from "./request-context.js";

interface ParsedRequest {
  readonly operation: OperationSpec;
  readonly validation: OperationValidation;
  readonly limits: Limits;
  readonly common: Common;
}

/** One object, and no closure for each step: what a request does not look at need not be fetched from memory. */
export class Receiver {
  readonly #decode: DecodeParameters;
  readonly #complete: ((value: DecodedParameters) => void) | undefined;
  readonly #checkJson: ((value: DecodedParameters) => readonly InputError[]) | undefined;
  readonly #receiveBody: ReceiveBody | undefined;
  readonly #receiveItems: ReceiveItems | undefined;
  readonly #values: ConvertedValues | undefined;
  readonly #validator: Validator<unknown> | undefined;
  readonly #bodies: BodyValidators;

  constructor({ operation, validation, limits, common }: ParsedRequest) {
    const { parameters = [], conversions, body } = operation;
    this.#decode = parametersDecoder(parameters, limits.query, common.decoders);
    this.#complete = parametersCompleter(parameters);
    this.#checkJson = jsonParameterCheck(parameters, limits);
    this.#receiveBody = body && common.bodyReceiver(body, limits);
    this.#receiveItems = createReceiveItems({ operation, validation, limits });
    this.#values = conversions;
    this.#validator = validation.parameters;
    this.#bodies = validation.body ?? {};
  }

  /**
   * Throws, or rejects where there is a body to wait for, with an `InvalidRequest` that tells all that is wrong, or with a
   * problem of status 408, 413 or 415. The body first: what is too large or of the wrong type is refused as that,
   * whatever else is wrong.
   */
  receive(incoming: IncomingRequest, path: RawParameters["path"]): RequestContent | Promise<RequestContent> {
    const raw = { path, query: incoming.query, headers: incoming.headers };
    if (!this.#receiveBody) return this.#contentOf(raw);
    const arrived = this.#receiveBody(incoming);
    return arrived instanceof Promise
      ? arrived.then((body) => this.#receiveWith(raw, body))
      : this.#receiveWith(raw, arrived);
  }

  #receiveWith(raw: RawParameters, body: ReceivedBody): RequestContent | Promise<RequestContent> {
    if (!body.sequence || !this.#receiveItems) return this.#contentOf(raw, body);
    return this.#receiveItems(body.sequence).then((items) => this.#contentOf(raw, body, items));
  }

  #contentOf(raw: RawParameters, body?: ReceivedBody, received?: ReceivedItems): RequestContent {
    const values = this.#values;
    const seen = (value: unknown) => (values ? values.codec.approximate(value) : value);
    const { value, errors } = this.#decode(raw);
    const issues: Issue[] = errors.concat(this.#checkJson?.(value) ?? []).map(issueOf);
    if (issues.length === 0) {
      for (const issue of this.#validator?.validate(seen(value)) ?? []) issues.push(issueOfParameter(issue));
    }
    if (received) issues.push(...received.issues);
    else if (body) issues.push(...issuesOfBody(body, seen(body.value), this.#bodies));
    if (issues.length > 0) throw new InvalidRequest(issues);
    this.#complete?.(value);
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
      files: body?.files && filesOf(body, this.#bodies),
    };
  }
}

type BodyValidators = NonNullable<OperationValidation["body"]>;

interface Decoded {
  readonly value: DecodedParameters;
  readonly body: ReceivedBody | undefined;
}

interface Converted {
  readonly parameters: DecodedParameters;
  readonly body: unknown;
}

/** `Date` and `bigint`, where they are meant. Throws an `InvalidRequest`. */
function converted({ value, body }: Decoded, values: ConvertedValues): Converted {
  const errors: InputError[] = [];
  const { fromWire } = values.codec;
  const groups = collect(errors, { in: "query", name: "" }, () => fromWire(values.parameters, value));
  const content = collect(errors, { in: "body", name: "" }, () =>
    fromWire(own(values.body, body?.content?.mediaType ?? ""), body?.value),
  );
  if (errors.length > 0) throw new InvalidRequest(errors.map(issueOf));
  return { parameters: groups as DecodedParameters, body: content }; // converted part by part
}

function issuesOfBody({ content, errors, files }: ReceivedBody, value: unknown, validators: BodyValidators): Issue[] {
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
  validators: BodyValidators,
): AsyncIterable<ArrivingFile> | undefined {
  if (!files || !content) return undefined;
  const fields = value as Readonly<Record<string, unknown>>; // what a form is
  return checkFiles(files, { content, fields, validator: validators[content.mediaType] });
}

function issueOf({ in: place, name, message }: InputError): Issue {
  if (place === "body") return issueAt("body", name === "" ? "" : `/${escapeStep(name)}`, message);
  return { in: place, ...(name !== "" && { name }), message };
}

/** The value that was validated has the groups as its properties, and the parameters as theirs. */
function issueOfParameter({ path: [group, name], pointer, message }: ValidationIssue): Issue {
  const place = placeOfGroup(String(group));
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
