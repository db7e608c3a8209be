import { isObject } from "../../json.ts";
import type { Rule, UserContext } from "../../rule.ts";

/** OpenAPI 3.2 §4.12.2.3 and §4.21: `content` of a parameter or a header has exactly one entry. */
export const singleContent: Rule = {
  name: "single-content",
  severity: "error",
  versions: ["3.0", "3.1", "3.2"],
  lenient: "the first media type is used, and without any the value is a string",
  remedy: "Keep the media type in which the value is encoded.",
  explanation: {
    asks: "The `content` of a parameter or a header has exactly one media type.",
    why: "A request does not say in which of several media types the value is encoded.",
    breaks: `
      components:
        parameters:
          Filter: { name: filter, in: query, content: { application/json: {}, text/plain: {} } }`,
    keeps: `
      components:
        parameters:
          Filter: { name: filter, in: query, content: { application/json: {} } }`,
  },
  visitor: () => ({ Parameter: check, Header: check }),
};

function check(node: object, { report, location }: UserContext): void {
  const content: unknown = Reflect.get(node, "content");
  if (!isObject(content)) return;
  const count = Object.keys(content).filter((key) => !key.startsWith("x-")).length;
  if (count === 1) return;
  const message = count === 0 ? "`content` has no media type." : `\`content\` has ${count} media types.`;
  report({ message, location: location.child(["content"]).key() });
}
