/**
 * Items of sequential media types, such as JSON Lines and event streams. Decodes and validates the items of requests,
 * and validates and encodes those of responses.
 */
import type { ContentSpec, OperationSpec, ConvertedValues } from "../../runtime/operation.js";
import type { OperationValidation, Validator } from "../../runtime/validation/validation.js";
import { readEvents } from "../../runtime/wire/events.js";
import { readLines } from "../../runtime/wire/lines.js";
import { readPartStream } from "../../runtime/wire/ordered-parts.js";
import { own } from "../../runtime/wire/records.js";
import { mapItems } from "../../runtime/wire/sequences.js";
import { WireError } from "../../runtime/wire/wire-error.js";
import { InvalidResponse, InvalidRequest } from "../http/validation-errors.js";
import { type Issue, MAX_ISSUES } from "../http/problem.js";
import type { Limits } from "../limits.js";
import { partDecoders } from "./form-body.js";
import { checkJsonValue, parseJson } from "./json-limits.js";
import { readLimitedParts } from "./multipart-parts.js";

/** Returns true for sequential media types (OpenAPI 3.2 §4.14.3). */
export function isItemContent({ codec }: ContentSpec): boolean {
  return codec === "event-stream" || codec === "json-lines" || codec === "part-stream";
}

/** Decodes the items of a body, each within the limits of JSON. Iteration rejects with a `WireError`. */
export function decodeItems(content: ContentSpec, source: Response, limits: Limits): BodyItems {
  const parse = (line: string) => parseJson(line, limits, content.json);
  if (content.codec === "part-stream") return { content, items: partItems(content, source, limits) };
  const isEvents = content.codec === "event-stream";
  return { content, items: isEvents ? readEvents(content, source) : readLines(content.mediaType, source, parse) };
}

/** Yields decoded parts. Each one is held in memory. The number of parts has no limit if the body is streamed. */
async function* partItems(content: ContentSpec, source: Response, limits: Limits): AsyncGenerator<unknown> {
  const most = limits.streamed ? { ...limits, parts: Infinity } : limits;
  for await (const item of readPartStream(content, readLimitedParts(source, most), partDecoders(limits))) {
    checkJsonValue(item, limits); // a part can be JSON
    yield item;
  }
}

export interface BodyItems {
  readonly content: ContentSpec;
  /** Decoded items, before conversions such as `Date`. */
  readonly items: AsyncIterable<unknown>;
}

export interface ReceivedItems {
  /** The items that the handler receives. */
  readonly items: AsyncIterable<unknown>;
  readonly issues: readonly Issue[];
}

export type ReceiveItems = (sequence: BodyItems) => Promise<ReceivedItems>;

interface ItemReceiverOptions {
  readonly operation: OperationSpec;
  readonly validation: OperationValidation;
  readonly limits: Limits;
}

/**
 * Creates the function that reads the items of a body: all of them before the handler runs, or on demand if the body is
 * streamed. Undefined if no media type of the operation is sequential.
 */
export function createReceiveItems({ operation, validation, limits }: ItemReceiverOptions): ReceiveItems | undefined {
  if (!operation.body?.contents.some(isItemContent)) return undefined;
  return async ({ items, content }) => {
    const read = createItemReader(content, operation, validation);
    if (limits.streamed) return { items: readItems(items, read), issues: [] };
    const { all, issues } = await readAllItems(items, read, limits);
    return { items: mapItems(all, (item) => item), issues };
  };
}

/** Validates and converts an item of a request. */
type ReadItem = (item: unknown, index: number) => { readonly value?: unknown; readonly issues: readonly Issue[] };

function createItemReader(
  { mediaType }: ContentSpec,
  { conversions: values }: OperationSpec,
  { body: validators }: OperationValidation,
): ReadItem {
  const validator = own(validators, mediaType);
  const conversion = own(values?.body, mediaType);
  return (item, index) => {
    const issues = validateItem(item, { index, validator, values });
    if (issues.length > 0 || !values) return { value: item, issues };
    try {
      return { value: values.codec.fromWire(conversion, item), issues };
    } catch (error) {
      return { issues: [issueOfWireError(error, index)] };
    }
  };
}

/** Reads all items of a body that is in memory, up to `MAX_ISSUES` issues. */
async function readAllItems(
  items: AsyncIterable<unknown>,
  read: ReadItem,
  { jsonNodes }: Limits,
): Promise<{ readonly all: readonly unknown[]; readonly issues: readonly Issue[] }> {
  const all: unknown[] = [];
  const issues: Issue[] = [];
  try {
    for await (const item of items) {
      const { value, issues: found } = read(item, all.length);
      issues.push(...found);
      if (issues.length >= MAX_ISSUES) break;
      all.push(value);
      if (all.length > jsonNodes) {
        issues.push({ in: "body", message: `has more than ${jsonNodes} items` });
        break;
      }
    }
  } catch (error) {
    issues.push(issueOfWireError(error, all.length));
  }
  return { all, issues };
}

/** Yields items as they arrive. Rejects with an `InvalidRequest` at the first invalid one. */
async function* readItems(items: AsyncIterable<unknown>, read: ReadItem): AsyncGenerator<unknown> {
  let index = 0;
  try {
    for await (const item of items) {
      const { value, issues } = read(item, index++);
      if (issues.length > 0) throw new InvalidRequest(issues);
      yield value;
    }
  } catch (error) {
    throw error instanceof WireError ? new InvalidRequest([issueOfWireError(error, index)]) : error;
  }
}

interface ItemRules {
  readonly validator: Validator<unknown> | undefined;
  readonly values: ConvertedValues | undefined;
}

/** Yields the encoded items of a response. Rejects with an `InvalidResponse` at the first invalid one. */
export function validateResponseItems(
  items: AsyncIterable<unknown> | Iterable<unknown>,
  { validator, values }: ItemRules,
): AsyncIterable<unknown> {
  let index = 0;
  return mapItems(items, (given) => {
    const at = index++;
    const item = values ? encodeItem(given, at, values) : given;
    const issues = validateItem(item, { index: at, validator, values });
    if (issues.length > 0) throw new InvalidResponse(issues);
    return item;
  });
}

function encodeItem(item: unknown, index: number, { codec, formats }: ConvertedValues): unknown {
  try {
    return codec.toWire(item, formats);
  } catch (error) {
    throw new InvalidResponse([issueOfWireError(error, index)]);
  }
}

function validateItem(
  item: unknown,
  { index, validator, values }: ItemRules & { readonly index: number },
): readonly Issue[] {
  const issues = validator?.validate(values ? values.codec.approximate(item) : item) ?? [];
  return issues.map(({ pointer, message }) => ({ in: "body", pointer: `/${index}${pointer}`, message }));
}

/** Converts a `WireError` to an issue. Rethrows any other error. */
function issueOfWireError(error: unknown, index: number): Issue {
  if (!(error instanceof WireError)) throw error;
  return { in: "body", pointer: `/${index}`, message: error.message };
}
