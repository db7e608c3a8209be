/** The contract between a call and the policy that repeats its requests. */
import type { OperationSpec } from "../operation.js";

/**
 * A retry policy. It runs `attempt` until a response is final, and returns that response. The call rejects with
 * whatever the policy throws.
 */
export type RetryPolicy = (
  attempt: (signal?: AbortSignal) => Promise<Response>,
  call: RetriedCall,
) => Promise<Response>;

/** The call that a retry policy decides about. */
export interface RetriedCall {
  readonly operation: OperationSpec;
  /** Headers of every attempt, without credentials. A header that the policy sets is sent with all further attempts. */
  readonly headers: Headers;
  /** Aborts if the caller's signal does, or at the timeout of the whole call. */
  readonly signal: AbortSignal;
  /** False if the body is a stream: it can be sent once only. */
  readonly isReplayable: boolean;
}
