/** Limits on the size and the cost of requests, with their defaults. */
import type { BodySpec } from "../runtime/operation.js";
import type { QueryLimits } from "../runtime/wire/query.js";

/** Limits on the size and the cost of one request. A request beyond a limit is rejected. */
export interface Limits {
  /** Largest body, in bytes. A larger one gets status 413. Default: 1,048,576. */
  readonly bodyBytes: number;
  /** Longest time for a body to arrive, in milliseconds. A slower one gets status 408. Default: 30,000. */
  readonly bodyTime: number;
  /** Deepest nesting of objects and arrays in JSON. Default: 64. At most 1,000. */
  readonly jsonDepth: number;
  /**
   * Largest number of values in a JSON document. Property names do not count. The default is 100,000, with two
   * exceptions. It is lower if the schema has many patterns or alternatives, so that validation cannot block the
   * server. It is ten times the largest `maxItems` of the body if that exceeds the default of `jsonItems`.
   */
  readonly jsonNodes: number;
  /**
   * Largest number of items in any JSON array. The default is 10,000, or the largest `maxItems` of the body if that is
   * greater. It applies before parsing, when the schema of an array is not known. Validation checks each `maxItems`.
   */
  readonly jsonItems: number;
  /** Largest number of fields in an `application/x-www-form-urlencoded` body. Default: 1,000. */
  readonly fields: number;
  /** Largest number of parts in a multipart body. Default: 100. */
  readonly parts: number;
  /** Largest file in a multipart body, in bytes. Default: no limit besides `bodyBytes`. */
  readonly fileBytes: number;
  /** Largest size of the headers of one part, in bytes. Default: 16,384. */
  readonly partHeaderBytes: number;
  /** Limits on the query string. Default: 16,384 characters, 100 parameters, 10 levels of nesting. */
  readonly query: Required<QueryLimits>;
  /**
   * Passes the body to the handler while it arrives, instead of holding it in memory. It applies to binary bodies, to
   * sequences of items, and to the files of multipart bodies. Usually set in `limits.operations`, together with a
   * larger `bodyBytes` and `bodyTime`. Default: false.
   *
   * In a multipart body, the fields must come before the files: they are validated before the handler runs. If the form
   * has one file property that is not an array, the file is a `StreamedFile` in `body`. Otherwise the files are in
   * `files` of the handler's input, in order of arrival, and not in `body`.
   */
  readonly streamed: boolean;
  /**
   * Accepts bodies with `Content-Encoding: gzip` or `deflate`. `bodyBytes` then also limits the decompressed body.
   * Default: false, such a body gets status 415.
   */
  readonly compressed: boolean;
}

/** The largest value of `jsonDepth`: code that walks a value is recursive, and the stack is limited. */
export const MAX_JSON_DEPTH = 1_000;

/** Returns the default limits for the body of an operation. */
export function defaultLimits({ longestList = 0, mostValues = Infinity }: Partial<BodySpec> = {}): Limits {
  const { jsonItems, jsonNodes } = DEFAULT_LIMITS;
  // a size that the description asks for explicitly is allowed
  if (longestList > jsonItems) return { ...DEFAULT_LIMITS, jsonItems: longestList, jsonNodes: 10 * longestList };
  return { ...DEFAULT_LIMITS, jsonNodes: Math.min(jsonNodes, mostValues) };
}

export const DEFAULT_LIMITS: Limits = {
  bodyBytes: 1_048_576,
  bodyTime: 30_000,
  jsonDepth: 64,
  jsonNodes: 100_000,
  jsonItems: 10_000,
  fields: 1_000,
  parts: 100,
  fileBytes: Infinity,
  partHeaderBytes: 16_384,
  query: { length: 16_384, pairs: 100, depth: 10 },
  streamed: false,
  compressed: false,
};
