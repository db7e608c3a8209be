/**
 * The items of a sequence, one by one: those of a request, decoded, valid and converted; those of an answer, held against
 * what the description promises.
 */
import type { ContentSpec, OperationSpec, ConvertedValues } from "../../runtime/operation.js";
import type { OperationValidation, Validator } from "../../runtime/validation/validation.js";
import { readEvents } from "../../runtime/wire/events.js";
import { readLines } from "../../runtime/wire/lines.js";
import { readPartStream } from "../../runtime/wire/parts.js";
import { own } from "../../runtime/wire/records.js";
import { mapItems } from "../../runtime/wire/sequences.js";
import { WireError } from "../../runtime/wire/wire-error.js";
import { InvalidResponse, InvalidRequest } from "../http/validation-errors.js";
import { type Issue, MOST_ISSUES } from "../http/problem.js";
import type { Limits } from "../limits.js";
import { partDecoders } from "./form-body.js";
import { checkParsed, parseJson } from "./json-limits.js";
import { arrivingParts } from "./multipart-parts.js";

/** Whether the media type is one of items that follow each other. OpenAPI 3.2 §4.14.3 */
export function isSequence({ codec }: ContentSpec): boolean {
  return codec === "event-stream" || codec === "json-lines" || codec === "part-stream";
}

/** The items of a body as they travel; each is held to the limits of JSON. Throws a `WireError` in the loop. */
export function decodeItems(content: ContentSpec, source: Response, limits: Limits): Sequence {
  const parse = (line: string) => parseJson(line, limits, content.json);
  if (content.codec === "part-stream") return { content, items: partItems(content, source, limits) };
  const isEvents = content.codec === "event-stream";
  return { content, items: isEvents ? readEvents(content, source) : readLines(content.mediaType, source, parse) };
}

/** The values of parts, each held in memory; of a body that is streamed there may be any number. */
async function* partItems(content: ContentSpec, source: Response, limits: Limits): AsyncGenerator<unknown> {
  const most = limits.streamed ? { ...limits, parts: Infinity } : limits;
  for await (const item of readPartStream(content, arrivingParts(source, most), partDecoders(limits))) {
    checkParsed(item, limits); // it may be JSON
    yield item;
  }
}

export interface Sequence {
  readonly content: ContentSpec;
  /** As they travel. */
  readonly items: AsyncIterable<unknown>;
}

export interface ReceivedItems {
  /** As the handler gets them. */
  readonly items: AsyncIterable<unknown>;
  readonly issues: readonly Issue[];
}

export type ReceiveItems = (sequence: Sequence) => Promise<ReceivedItems>;

interface Receiver {
  readonly operation: OperationSpec;
  readonly validation: OperationValidation;
  readonly limits: Limits;
}

/**
 * Reads the items of a body: all of them before the handler runs, or, where it is `streamed`, as the handler wants them.
 * Undefined where the operation takes none.
 */
export function createReceiveItems({ operation, validation, limits }: Receiver): ReceiveItems | undefined {
  if (!operation.body?.contents.some(isSequence)) return undefined;
  return async ({ items, content }) => {
    const read = createReadItem(content, operation, validation);
    if (limits.streamed) return { items: readItems(items, read), issues: [] };
    const { all, issues } = await readAllItems(items, read, limits);
    return { items: mapItems(all, (item) => item), issues };
  };
}

/** What an item of a request is to the handler, and what is wrong with it. */
type ReadItem = (item: unknown, index: number) => { readonly value?: unknown; readonly issues: readonly Issue[] };

function createReadItem(
  { mediaType }: ContentSpec,
  { conversions: values }: OperationSpec,
  { body: validators }: OperationValidation,
): ReadItem {
  const validator = own(validators, mediaType);
  const conversion = own(values?.body, mediaType);
  return (item, index) => {
    const issues = issuesOf(item, { index, validator, values });
    if (issues.length > 0 || !values) return { value: item, issues };
    try {
      return { value: values.codec.fromWire(conversion, item), issues };
    } catch (error) {
      return { issues: [issueOf(error, index)] };
    }
  };
}

/** Those of a body that is there already, and what is wrong with them. */
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
      if (issues.length >= MOST_ISSUES) break;
      all.push(value);
      if (all.length > jsonNodes) {
        issues.push({ in: "body", message: `has more than ${jsonNodes} items` });
        break;
      }
    }
  } catch (error) {
    issues.push(issueOf(error, all.length));
  }
  return { all, issues };
}

/** Items as they arrive. What is wrong with one is thrown into the loop as an `InvalidRequest`, and ends it. */
async function* readItems(items: AsyncIterable<unknown>, read: ReadItem): AsyncGenerator<unknown> {
  let index = 0;
  try {
    for await (const item of items) {
      const { value, issues } = read(item, index++);
      if (issues.length > 0) throw new InvalidRequest(issues);
      yield value;
    }
  } catch (error) {
    throw error instanceof WireError ? new InvalidRequest([issueOf(error, index)]) : error;
  }
}

interface ItemPromise {
  readonly validator: Validator<unknown> | undefined;
  readonly values: ConvertedValues | undefined;
}

/** The items of an answer as they travel; the loop throws an `InvalidResponse` for one that is not as promised. */
export function checkItems(
  items: AsyncIterable<unknown> | Iterable<unknown>,
  { validator, values }: ItemPromise,
): AsyncIterable<unknown> {
  let index = 0;
  return mapItems(items, (given) => {
    const at = index++;
    const item = values ? onWire(given, at, values) : given;
    const issues = issuesOf(item, { index: at, validator, values });
    if (issues.length > 0) throw new InvalidResponse(issues);
    return item;
  });
}

function onWire(item: unknown, index: number, { codec }: ConvertedValues): unknown {
  try {
    return codec.toWire(item);
  } catch (error) {
    throw new InvalidResponse([issueOf(error, index)]);
  }
}

function issuesOf(
  item: unknown,
  { index, validator, values }: ItemPromise & { readonly index: number },
): readonly Issue[] {
  const issues = validator?.validate(values ? values.codec.approximate(item) : item) ?? [];
  return issues.map(({ pointer, message }) => ({ in: "body", pointer: `/${index}${pointer}`, message }));
}

/** Of a `WireError`; any other error goes on. */
function issueOf(error: unknown, index: number): Issue {
  if (!(error instanceof WireError)) throw error;
  return { in: "body", pointer: `/${index}`, message: error.message };
}
