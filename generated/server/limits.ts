/** What a request may cost, with defaults. */
import type { BodySpec } from "../runtime/operation.js";
import type { QueryLimits } from "../runtime/wire/query.js";

export interface Limits {
  /** Of the whole body. */
  readonly bodyBytes: number;
  /** Milliseconds until the whole body must have arrived. */
  readonly bodyTime: number;
  /** Objects and arrays within each other; at most 1,000. */
  readonly jsonDepth: number;
  /**
   * Values in all, names of properties not counted. Default: 100,000; fewer where a schema has so many patterns or
   * alternatives that to check them would keep others waiting; more where the longest list may have more than `jsonItems`
   * by default: ten for each item.
   */
  readonly jsonNodes: number;
  /**
   * Of one array, whichever: who measures a text knows no schema. Default: 10,000, or the largest `maxItems` of the body
   * where that is more; shorter lists are what validators see to, where the description gives them a `maxItems`.
   */
  readonly jsonItems: number;
  /** Of a form. */
  readonly fields: number;
  /** Of a multipart body. */
  readonly parts: number;
  /** Of one file of a multipart body; default: as many as the body may have. */
  readonly fileBytes: number;
  /** Of the headers of one part. */
  readonly partHeaderBytes: number;
  readonly query: Required<QueryLimits>;
  /**
   * Whether a body of bytes or of items, or the files of a multipart body, are handed over as they arrive instead of
   * being held in memory (`StreamedFile`). The fields of the form come first, are validated, and then the handler runs; a
   * field after a file is refused. The only file that a form may have is a property of its body; where there may be
   * several, they are `files` of the handler's input, in the order in which they arrive, and no properties of the body.
   * Together with a larger `bodyBytes` and `bodyTime`, by `limits.operations`.
   */
  readonly streamed: boolean;
}

/** What `jsonDepth` can be: whatever walks a value recurses, and a stack ends. */
export const DEEPEST_JSON = 1_000;

/** By what is known of the body of an operation. */
export function defaultLimits({ longestList = 0, mostValues = Infinity }: Partial<BodySpec> = {}): Limits {
  const { jsonItems, jsonNodes } = DEFAULT_LIMITS;
  // what the description asks for in so many words, it gets
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
};
