/** Codes of the errors that generated code throws. Messages can change. Codes do not. */

/** The value of `code` of an error. The guide `errors.md` explains each one. */
export type ErrorCode =
  // classes of errors
  | "api-error"
  | "http-problem"
  | "invalid-message"
  | "invalid-request"
  | "invalid-response"
  | "unexpected-response"
  | "wire-error"
  // client
  | "invalid-base-url"
  | "missing-codec"
  | "next-page"
  | "other-origin"
  | "server-variable"
  | "streamed-file"
  | "token-refused"
  | "unknown-server"
  // server
  | "duplicate-path"
  | "invalid-header"
  | "invalid-hook-response"
  | "invalid-option"
  | "missing-handler"
  | "missing-security-handler"
  | "unknown-operation"
  | "used-body";

/** Adds a code to an error of a platform class. */
export function withCode<Thrown extends Error>(code: ErrorCode, error: Thrown): Thrown & { readonly code: ErrorCode } {
  return Object.assign(error, { code });
}
