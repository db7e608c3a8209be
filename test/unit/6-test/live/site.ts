/** A server that tests ask. */
export interface Site {
  readonly url: string;
  /** `POST /pets` …, in the order they came. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}
