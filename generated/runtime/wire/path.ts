/** Path templates with encoded expressions. OpenAPI 3.2 §4.8.2. */
import type { Encoders } from "./codec.js";
import { WireError } from "./wire-error.js";

/**
 * Expands `/clients/{id}` with `{ id: "a%2Fb" }` to `/clients/a%2Fb`. A segment can have several expressions. Throws a
 * `WireError` if a segment becomes empty, `.` or `..`. URL parsers remove such segments, encoded or not, so the request
 * would have another path.
 */
export function expandPath(template: string, expressions: ReadonlyMap<string, string>, encoders?: Encoders): string {
  return template
    .split("/")
    .map((segment) => {
      if (!segment.includes("{")) return escapeLiteral(segment);
      const text = segment.replaceAll(/\{([^{}]*)\}|[^{}]+/g, (literal, name: string | undefined) => {
        if (name === undefined) return escapeLiteral(literal);
        const expression = expressions.get(name) ?? rejectMissing(name);
        return encoders?.segment?.(name, expression, segment) ?? expression;
      });
      if (!/^(?:\.|%2e){0,2}$/i.test(text)) return text;
      throw new WireError(`path ${template}: ${segment} must not be empty, "." or ".."`);
    })
    .join("/");
}

/**
 * Escapes literal text of a template: `é` becomes `%C3%A9`. A backslash becomes `%5C`, because URL parsers read it as a
 * slash. Existing escapes stay. RFC 3986 §3.3.
 */
export function escapeLiteral(literal: string): string {
  return literal.replaceAll(/[^\w.~!$&'()*+,;=:@%-]+/g, encodeURIComponent);
}

function rejectMissing(name: string): never {
  throw new WireError(`path parameter "${name}" is required`);
}
