/** Segments of a path with several expressions, such as `{name}.{extension}`. */
import type { EncodeExpression } from "./codec.js";
import { escapeLiteral } from "./path.js";
import { WireError } from "./wire-error.js";

/**
 * Whoever reads an expression that another one follows takes the next literal for its end, so those within are escaped,
 * unless they may be separators of a style. Throws a `WireError` where that is no help.
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
