/** An answer as it was received, before anybody judges it. */

/** As it travelled; the body is whole. */
export interface ReceivedResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
