/** Answers that end with their headers, whatever is described: RFC 9110 §6.4.1. `status` is a key of a Responses Object. */
export function isBodiless(method: string, status: string): boolean {
  return method.toUpperCase() === "HEAD" || /^(?:204|205|304)$/.test(status);
}
