import type { Rule, UserContext } from "../../rule.ts";
import { eachSerialised, nestedIn, partsOf, type Serialised, typesIn } from "../helpers/serialized-values.ts";

/** OpenAPI 3.2 §4.12.3: styles arrange single values; only `deepObject` goes a level deeper. */
export const nestedValue: Rule = {
  name: "nested-value",
  severity: "warning",
  versions: ["3.0", "3.1", "3.2"],
  remedy:
    "Describe it by `content` as `application/json`, or by the style `deepObject`; until then clients and servers refuse such a value.",
  explanation: {
    asks: "A style, or `text/plain`, has a form for all that the schema admits.",
    why: "Styles arrange single values: there is no text for a list within a list, or an object within an object.",
    breaks: `
      paths:
        /pets:
          get:
            parameters:
              - { name: sizes, in: query, schema: { type: array, items: { type: array, items: {} } } }
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        /pets:
          get:
            parameters:
              - name: sizes
                in: query
                content:
                  application/json: { schema: { type: array, items: { type: array, items: {} } } }
            responses: { "200": { description: ok } }`,
  },
  visitor: () => eachSerialised(check),
};

function check(value: Serialised, context: UserContext): void {
  const { what, style, mediaType, schema, location } = value;
  const parts = partsOf(schema, context);
  const tell = (message: string): void => {
    context.report({ message, location: location.key() });
  };
  if (mediaType !== undefined) {
    const types = typesIn(parts);
    const type = ["array", "object"].find((one) => types.has(one));
    if (type === undefined || !isText(mediaType)) return;
    tell(`\`${mediaType}\` has no form for ${what}, which is an ${type}.`);
  } else if (style !== "deepObject") {
    const [nested] = nestedIn(parts, context);
    if (nested === undefined) return;
    const [inner, type] = nested;
    const holds = inner.startsWith("`") ? `it is an ${type}` : `they are ${type}s`;
    tell(`The style \`${style}\` has no form for ${inner} of ${what}: ${holds}.`);
  }
}

/** JSON and forms have their own ways; everything else is text. */
function isText(mediaType: string): boolean {
  return !/^[^;]*[/+]json\s*(?:;|$)/i.test(mediaType) && !/^application\/x-www-form-urlencoded\b/i.test(mediaType);
}
