/** An answer before it is given: one that the description promises, by its own words. */
import type { Json } from "../../1-document/json.ts";
import type { DescribedContent, DescribedResponse } from "../../5-oracle/description/description.ts";

/** What the handler answers. */
export interface PlannedResponse {
  readonly response: DescribedResponse;
  /** Of the response: a code of its own, of its range, or one that nothing else is described for. */
  readonly status: number;
  readonly content: DescribedContent | undefined;
  readonly body: Json;
  readonly headers: Readonly<Record<string, Json>>;
}
