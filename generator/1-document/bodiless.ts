/**
 * Returns true if a response never has a body, whatever the description says. `status` is a key of a Responses
 * Object. RFC 9110 §6.4.1
 */
export function isBodilessResponse(method: string, status: string): boolean {
  return method.toUpperCase() === "HEAD" || /^(?:204|205|304)$/.test(status);
}

/**
 * Returns true if HTTP gives a request body of this method no meaning (RFC 9110 §9.3.1, §9.3.2). `fetch` rejects
 * such a body.
 */
export function isBodilessRequest(method: string): boolean {
  return /^(?:get|head)$/i.test(method);
}
