/** A path template filled with encoded expressions. OpenAPI 3.2 §4.8.2. */
import type { Encoders } from "./codec.js";
import { WireError } from "./wire-error.js";

/**
 * `/clients/{id}` and `{ id: "a%2Fb" }` as `/clients/a%2Fb`; a segment may hold several expressions. Throws a
 * `WireError` where a segment comes out empty, `.` or `..`: URLs fold those, encoded or not, and the request would
 * go somewhere else.
 */
export function expandPath(template: string, expressions: ReadonlyMap<string, string>, encoders?: Encoders): string {
  return template
    .split("/")
    .map((segment) => {
      if (!segment.includes("{")) return escapeLiteral(segment);
      const text = segment.replaceAll(/\{([^{}]*)\}|[^{}]+/g, (literal, name: string | undefined) => {
        if (name === undefined) return escapeLiteral(literal);
        const expression = expressions.get(name) ?? missing(name);
        return encoders?.segment?.(name, expression, segment) ?? expression;
      });
      if (!/^(?:\.|%2e){0,2}$/i.test(text)) return text;
      throw new WireError(`path ${template}: ${segment} comes out as nothing, or only dots`);
    })
    .join("/");
}

/**
 * Text of a template as a URL carries it: `é` travels as `%C3%A9`, a backslash, which URLs take for a slash, as `%5C`;
 * what is escaped already stays. RFC 3986 §3.3.
 */
export function escapeLiteral(literal: string): string {
  return literal.replaceAll(/[^\w.~!$&'()*+,;=:@%-]+/g, encodeURIComponent);
}

function missing(name: string): never {
  throw new WireError(`path parameter "${name}" is required`);
}
