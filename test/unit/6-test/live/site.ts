/** A server under test. */
export interface Site {
  readonly url: string;
  /** The received requests in order: `POST /pets`. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}
