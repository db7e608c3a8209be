/** A body that no server may take: nothing legal can be read from it. */
import type { Json } from "../../../1-document/json.ts";
import type { Bytes } from "../../../5-oracle/wire/wire-body.ts";

export interface WrongBody {
  /** Undefined where the bytes are no value at all. */
  readonly value: Json | undefined;
  readonly bytes: Bytes;
  readonly about: string;
  /** JSON Pointer into the body; empty: the whole. */
  readonly pointer: string;
}

export interface WrongBodies {
  readonly bodies: readonly WrongBody[];
  /** Changes that were not looked at, since there were enough. */
  readonly untried: number;
}
