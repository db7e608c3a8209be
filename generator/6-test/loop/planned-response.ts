/** A documented response that a handler is going to return. */
import type { Json } from "../../1-document/json.ts";
import type { DescribedContent, DescribedResponse } from "../../5-oracle/description/described-operation.ts";

/** The values of a documented response, as JSON. */
export interface PlannedResponse {
  readonly response: DescribedResponse;
  /** A status code that only this response of the operation documents: exactly, by its range, or as the default. */
  readonly status: number;
  readonly content: DescribedContent | undefined;
  readonly body: Json;
  readonly headers: Readonly<Record<string, Json>>;
}
