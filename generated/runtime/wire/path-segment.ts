/** Path segments with several expressions, such as `{name}.{extension}`. */
import type { EncodeExpression } from "./codec.js";
import { escapeLiteral } from "./path.js";
import { WireError } from "./wire-error.js";

/**
 * Escapes an expression that is followed by a literal and another expression. A server ends the expression at the first
 * occurrence of the literal. So occurrences within the expression are escaped, unless they can be separators of a
 * style. Throws a `WireError` if escaping is not enough.
 */
export const encodeSegment: EncodeExpression = (name, expression, segment) => {
  const expected = `{${name}}`;
  const behind = segment.slice(segment.indexOf(expected) + expected.length);
  const [, text] = /^([^{}]*)\{/.exec(behind) ?? [];
  if (text === undefined) return expression;
  const literal = escapeLiteral(text);
  const [first = ""] = literal;
  const isData = /[\w~-]/.test(first) || (first === "." && expression[0] !== ".");
  const escaped = expression.replaceAll(/%..|./g, (character) => {
    return isData && character === first ? `%${first.charCodeAt(0).toString(16).toUpperCase()}` : character;
  });
  if ((escaped + literal).indexOf(literal, 1) === escaped.length) return escaped;
  throw new WireError(`path parameter "${name}" holds "${text}", which ends it here`);
};
