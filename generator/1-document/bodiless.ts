/** Answers that end with their headers, whatever is described: RFC 9110 §6.4.1. `status` is a key of a Responses Object. */
export function isBodilessResponse(method: string, status: string): boolean {
  return method.toUpperCase() === "HEAD" || /^(?:204|205|304)$/.test(status);
}

/** Requests to whose body HTTP gives no meaning (RFC 9110 §9.3.1, §9.3.2), and which `fetch` sends without one. */
export function isBodilessRequest(method: string): boolean {
  return /^(?:get|head)$/i.test(method);
}
