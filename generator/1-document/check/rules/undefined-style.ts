import type { Rule, UserContext } from "../../rule.ts";
import { eachSerialised, nestedIn, partsOf, type Serialised, typesIn } from "../helpers/serialized-values.ts";

/** OpenAPI 3.2 §4.12.3, "Style Examples": what is n/a there is undefined. */
export const undefinedStyle: Rule = {
  name: "undefined-style",
  severity: "info",
  versions: ["3.0", "3.1", "3.2"],
  remedy: "Generated clients and servers agree about it; make sure that others do, or describe it by `content`.",
  explanation: {
    asks: "The specification says how a style writes the values of the schema.",
    why: "Where it does not, tools differ: here single values and lists in a query travel as in style `form`, `a[b][c]=1` is an object within an object, and `a[]=1` a list in style `deepObject`.",
    breaks: `
      paths:
        /pets:
          get:
            parameters:
              - { name: kind, in: query, style: pipeDelimited, schema: { type: string } }
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        /pets:
          get:
            parameters:
              - { name: kind, in: query, schema: { type: string } }
            responses: { "200": { description: ok } }`,
  },
  visitor: () => eachSerialised(check),
};

const SINGLE = ["null", "boolean", "integer", "number", "string"];

function check(value: Serialised, context: UserContext): void {
  const how = travelOf(value, context);
  if (how === undefined) return;
  const message = `The specification does not say how the style \`${value.style}\` writes ${value.what}${how}.`;
  context.report({ message, location: value.location.child(["style"]) });
}

/** What is done where nothing is said; undefined where something is. */
function travelOf({ style, explode, schema }: Serialised, context: UserContext): string | undefined {
  if (style !== "deepObject" && style !== "spaceDelimited" && style !== "pipeDelimited") return undefined;
  const parts = partsOf(schema, context);
  const types = typesIn(parts);
  const isSingle = SINGLE.some((type) => types.has(type)) && !types.has("array") && !types.has("object");
  if (isSingle) return ", which is a single value: it travels as in `form`";
  if (style !== "deepObject") return explode ? " exploded: it travels as in `form`" : undefined;
  if (types.has("array")) return ", which is an array: it travels as `name[]=item`";
  const [nested] = nestedIn(parts, context);
  return nested && `, in which ${nested[0]} can be an ${nested[1]}: it travels as \`name[key][…]=value\``;
}
