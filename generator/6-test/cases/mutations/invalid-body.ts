/** A body that a server must reject: no way to decode it gives a valid value. */
import type { Json } from "../../../1-document/json.ts";
import type { EncodedBody } from "../../../5-oracle/wire/encode-body.ts";

export interface InvalidBody {
  /** The encoded value. Undefined if the bytes are malformed. */
  readonly value: Json | undefined;
  readonly bytes: EncodedBody;
  readonly about: string;
  /** JSON Pointer of the invalid part. Empty for the whole body. */
  readonly pointer: string;
}

export interface InvalidBodies {
  readonly bodies: readonly InvalidBody[];
  /** The number of changes that were not tried, because there were enough. */
  readonly untried: number;
}
