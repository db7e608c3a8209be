import { isObject } from "../../json.ts";
import { operationsOf } from "../helpers/path-items.ts";
import type { Rule, UserContext } from "../../rule.ts";
import { partsOf, readingOf, typesIn } from "../helpers/serialized-values.ts";

/** OpenAPI 3.2 §4.12: names that an object takes in a query or among cookies when it is written by its members. */
export const collidingParameters: Rule = {
  name: "colliding-parameters",
  severity: "error",
  versions: ["3.0", "3.1", "3.2"],
  lenient: "each of them is sent, and read as if it were alone",
  remedy: "Rename one of them, or write the object in another style, such as `deepObject`.",
  explanation: {
    asks: "An object that travels by its members has none with the name of another parameter in the same place.",
    why: "A request has two values of one name then, and nothing tells which is whose.",
    breaks: `
      paths:
        /pets:
          get:
            parameters:
              - { name: limit, in: query, schema: { type: integer } }
              - { name: page, in: query, schema: { properties: { limit: { type: integer } } } }
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        /pets:
          get:
            parameters:
              - { name: limit, in: query, schema: { type: integer } }
              - { name: page, in: query, style: deepObject, schema: { properties: { limit: {} } } }
            responses: { "200": { description: ok } }`,
  },
  visitor: () => ({
    Paths(paths, context) {
      for (const { parameters } of operationsOf(paths, context)) {
        const taken = new Map<string, { readonly what: string; readonly by: object }>();
        // an operation's own come last, and replace those of its path item
        const latest = new Map(
          parameters.map((each) => [`${String(each.node["in"])} ${String(each.node["name"])}`, each]),
        );
        for (const { node, location } of latest.values()) {
          for (const name of wireNames(node, context)) {
            const key = `${String(node["in"])} ${name}`;
            const other = taken.get(key);
            taken.set(key, other ?? { what: String(node["name"]), by: node });
            if (other === undefined || other.by === node) continue;
            const message = `The parameters \`${other.what}\` and \`${String(node["name"])}\` both have \`${name}\` on the wire.`;
            context.report({ message, location: location.child(["name"]) });
          }
        }
      }
    },
  }),
};

/** The names that a parameter has in a query or among cookies. */
function wireNames(node: object, context: UserContext): readonly string[] {
  if (!isObject(node)) return [];
  const { in: place, name } = node;
  if (place !== "query" && place !== "cookie") return [];
  const { style, explode, schema } = readingOf(node, place);
  if (style === undefined || !(style === "deepObject" || explode)) return [String(name)];
  const parts = partsOf(schema, context);
  if (!typesIn(parts).has("object")) return [String(name)];
  const members = parts.flatMap(({ properties }) => (isObject(properties) ? Object.keys(properties) : []));
  return [...new Set(members)].map((member) => (style === "deepObject" ? `${String(name)}[${member}]` : member));
}
