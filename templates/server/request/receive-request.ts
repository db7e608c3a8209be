/** Turns a request into the input of a handler: reads it, decodes it, validates it and adds defaults. */
import type { OperationSpec, ConvertedValues, ParameterSpec } from "../../runtime/operation.js";
import type { Issue as ValidationIssue, OperationValidation, Validator } from "../../runtime/validation/validation.js";
import {
  type DecodedParameters,
  type DecodeParameters,
  parametersCompleter,
  parametersDecoder,
  type RawParameters,
} from "../../runtime/wire/parameters.js";
import { placeOfGroup } from "../../runtime/wire/parameter-places.js";
import { own } from "../../runtime/wire/records.js";
import { collectError, type InputError } from "../../runtime/wire/wire-error.js";
import type { SharedDecoders } from "../shared-decoders.js";
import type { IncomingRequest } from "../http/incoming-request.js";
import { InvalidRequest } from "../http/validation-errors.js";
import type { Issue } from "../http/problem.js";
import type { Limits } from "../limits.js";
import { type UploadedFile, validateFiles } from "./streamed-files.js";
import type { ReceiveBody, ReceivedBody } from "./receive-body.js";
import { fileNames } from "./form-body.js";
import { decodeFitting, fitParameters } from "./fitting-alternatives.js";
import { createReceiveItems, type ReceivedItems, type ReceiveItems } from "./body-items.js";
import { createJsonParameterCheck } from "./json-parameters.js";
import { createUnknownQueryCheck, type FindUnknownQuery } from "./unknown-query.js";
import type { RequestContent } from "../request-context.js";

interface RequestReceiverOptions {
  readonly operation: OperationSpec;
  readonly validation: OperationValidation;
  readonly limits: Limits;
  readonly shared: SharedDecoders;
  readonly rejectUnknownQuery: boolean;
}

/** The reader of all requests for one operation. A class instead of closures, since it uses less memory. */
export class RequestReceiver {
  readonly #parameters: readonly ParameterSpec[];
  readonly #limits: Limits;
  readonly #decode: DecodeParameters;
  readonly #complete: ((value: DecodedParameters) => void) | undefined;
  readonly #findUnknown: FindUnknownQuery | undefined;
  readonly #checkJson: ((value: DecodedParameters) => readonly InputError[]) | undefined;
  readonly #receiveBody: ReceiveBody | undefined;
  readonly #receiveItems: ReceiveItems | undefined;
  readonly #conversions: ConvertedValues | undefined;
  readonly #validator: Validator<unknown> | undefined;
  readonly #bodies: BodyValidators;

  constructor({ operation, validation, limits, shared, rejectUnknownQuery }: RequestReceiverOptions) {
    const { parameters = [], conversions, body } = operation;
    this.#parameters = parameters;
    this.#limits = limits;
    this.#decode = parametersDecoder(parameters, limits.query, shared.parameterDecoders);
    this.#complete = parametersCompleter(parameters);
    this.#findUnknown = rejectUnknownQuery ? createUnknownQueryCheck(operation, limits.query) : undefined;
    this.#checkJson = createJsonParameterCheck(parameters, limits);
    this.#receiveBody = body && shared.bodyReceiver(body, limits);
    this.#receiveItems = createReceiveItems({ operation, validation, limits });
    this.#conversions = conversions;
    this.#validator = validation.parameters;
    this.#bodies = validation.body ?? {};
  }

  /**
   * Returns the content of a request, as a promise if it has a body. Throws or rejects with an `InvalidRequest` that
   * lists all issues, or with a problem of status 408, 413, 415 or 501. The body is read first, so that its size and
   * its media type are checked before anything else.
   */
  receive(incoming: IncomingRequest, path: RawParameters["path"]): RequestContent | Promise<RequestContent> {
    const raw = { path, query: incoming.query, headers: incoming.headers };
    if (!this.#receiveBody) return this.#contentOf(raw);
    const received = this.#receiveBody(incoming);
    return received instanceof Promise
      ? received.then((body) => this.#receiveWithItems(raw, body))
      : this.#receiveWithItems(raw, received);
  }

  #receiveWithItems(raw: RawParameters, body: ReceivedBody): RequestContent | Promise<RequestContent> {
    if (!body.sequence || !this.#receiveItems) return this.#contentOf(raw, body);
    return this.#receiveItems(body.sequence).then((items) => this.#contentOf(raw, body, items));
  }

  #contentOf(raw: RawParameters, arrived?: ReceivedBody, received?: ReceivedItems): RequestContent {
    const conversions = this.#conversions;
    const forValidation = (value: unknown) => (conversions ? conversions.codec.approximate(value) : value);
    const body = arrived && fitBody(arrived, forValidation, this.#bodies);
    const { value, errors } = this.#decode(raw);
    const issues: Issue[] = errors.concat(this.#checkJson?.(value) ?? []).map(issueOfInputError);
    if (issues.length === 0 && this.#findUnknown) issues.push(...this.#findUnknown(raw.query).map(issueOfInputError));
    if (issues.length === 0) {
      for (const issue of this.#issuesOfParameters(value, raw, forValidation)) issues.push(issueOfParameter(issue));
    }
    if (received) issues.push(...received.issues);
    else if (body) issues.push(...issuesOfBody(body, forValidation(body.value), this.#bodies));
    if (issues.length > 0) throw new InvalidRequest(issues);
    this.#complete?.(value);
    const { parameters: groups, body: content } = conversions
      ? convertContent({ value, body }, conversions)
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
      files: body?.files && validatedFiles(body, this.#bodies),
    };
  }

  #issuesOfParameters(
    value: DecodedParameters,
    raw: RawParameters,
    forValidation: Conversion,
  ): readonly ValidationIssue[] {
    const validate = (one: DecodedParameters) => this.#validator?.validate(forValidation(one)) ?? [];
    const issues = validate(value);
    if (issues.length === 0) return issues;
    return fitParameters(value, issues, raw, { specs: this.#parameters, limits: this.#limits.query, validate });
  }
}

type Conversion = (value: unknown) => unknown;

type BodyValidators = NonNullable<OperationValidation["body"]>;

interface DecodedContent {
  readonly value: DecodedParameters;
  readonly body: ReceivedBody | undefined;
}

interface ConvertedContent {
  readonly parameters: DecodedParameters;
  readonly body: unknown;
}

/** Converts strings and numbers to the types of `conversions`, such as `Date`. Throws an `InvalidRequest`. */
function convertContent({ value, body }: DecodedContent, values: ConvertedValues): ConvertedContent {
  const errors: InputError[] = [];
  const { fromWire } = values.codec;
  const groups = collectError(errors, { in: "query", name: "" }, () => fromWire(values.parameters, value));
  const content = collectError(errors, { in: "body", name: "" }, () =>
    fromWire(own(values.body, body?.content?.mediaType ?? ""), body?.value),
  );
  if (errors.length > 0) throw new InvalidRequest(errors.map(issueOfInputError));
  return { parameters: groups as DecodedParameters, body: content }; // conversion keeps the structure
}

function issuesOfBody({ content, errors, files }: ReceivedBody, value: unknown, validators: BodyValidators): Issue[] {
  if (errors.length > 0) return errors.map(issueOfInputError);
  const issues = content ? validators[content.mediaType]?.validate(value) : undefined;
  const missing = content && files ? fileNames(content) : []; // streamed files arrive after the fields
  return (issues ?? [])
    .filter(({ path: [name] }) => !missing.includes(String(name)))
    .map(({ pointer, message }) => issueAt("body", pointer, message));
}

/** Returns a form whose ambiguous fields have the alternatives that fit. Returns the body itself if none fit. */
function fitBody(body: ReceivedBody, forValidation: Conversion, validators: BodyValidators): ReceivedBody {
  const { content, decodeAgain, errors, value } = body;
  const validator = content && validators[content.mediaType];
  if (!decodeAgain || !validator || errors.length > 0 || validator.validate(forValidation(value)).length === 0) {
    return body;
  }
  const found = decodeFitting(decodeAgain, (candidate) =>
    validator.validate(forValidation(candidate)).map(({ path }) => path),
  );
  return found ? { ...body, value: found.value } : body;
}

/** Returns the streamed files, validated as they arrive. Undefined if the body has none. */
function validatedFiles(
  { files, content, value }: ReceivedBody,
  validators: BodyValidators,
): AsyncIterable<UploadedFile> | undefined {
  if (!files || !content) return undefined;
  const fields = value as Readonly<Record<string, unknown>>; // the value of a form is an object
  return validateFiles(files, { content, fields, validator: validators[content.mediaType] });
}

function issueOfInputError({ in: place, name, message }: InputError): Issue {
  if (place === "body") return issueAt("body", name === "" ? "" : `/${escapePointerToken(name)}`, message);
  return { in: place, ...(name !== "" && { name }), message };
}

/** Converts an issue of the parameter validator. It validates an object of groups, which are objects of parameters. */
function issueOfParameter({ path: [group, name], pointer, message }: ValidationIssue): Issue {
  const place = placeOfGroup(String(group));
  const steps = pointer.split("/").slice(1);
  if (place === "querystring" || name === undefined) return issueAt(place, toPointer(steps.slice(1)), message);
  return { ...issueAt(place, toPointer(steps.slice(2)), message), name: String(name) };
}

function issueAt(place: Issue["in"], pointer: string, message: string): Issue {
  return { in: place, ...(pointer !== "" && { pointer }), message };
}

function toPointer(steps: readonly string[]): string {
  return steps.map((step) => `/${step}`).join("");
}

function escapePointerToken(step: string): string {
  return step.slice(0, 200).replaceAll("~", "~0").replaceAll("/", "~1");
}
