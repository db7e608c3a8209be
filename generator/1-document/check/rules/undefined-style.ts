import type { Rule, UserContext } from "../../rule.ts";
import {
  serializedValuesVisitor,
  nestedTypesOf,
  applicableSchemasOf,
  type SerializedValue,
  typesOfSchemas,
} from "../helpers/serialized-values.ts";

/** OpenAPI 3.2 §4.12.3, "Style Examples": combinations that are n/a there are undefined. */
export const undefinedStyle: Rule = {
  name: "undefined-style",
  severity: "info",
  versions: ["3.0", "3.1", "3.2"],
  remedy: "Make sure that other tools agree with generated clients and servers, or describe the value by `content`.",
  explanation: {
    asks: "The specification defines how the style encodes the values of the schema.",
    why: "Tools differ in the other cases. Here, single values and arrays in a query are encoded as in style `form`. In style `deepObject`, `a[b][c]=1` is an object within an object, and `a[]=1` is an array.",
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
  visitor: () => serializedValuesVisitor(check),
};

const SINGLE = ["null", "boolean", "integer", "number", "string"];

function check(value: SerializedValue, context: UserContext): void {
  const how = undefinedEncodingOf(value, context);
  if (how === undefined) return;
  const message = `The specification does not define how the style \`${value.style}\` encodes ${value.label}${how}.`;
  context.report({ message, location: value.location.child(["style"]) });
}

/** Returns how we encode the value if the specification does not define it, or undefined if it does. */
function undefinedEncodingOf({ style, explode, schema }: SerializedValue, context: UserContext): string | undefined {
  if (style !== "deepObject" && style !== "spaceDelimited" && style !== "pipeDelimited") return undefined;
  const parts = applicableSchemasOf(schema, context);
  const types = typesOfSchemas(parts);
  const isSingle = SINGLE.some((type) => types.has(type)) && !types.has("array") && !types.has("object");
  if (isSingle) return ", which is a single value: it is encoded as in `form`";
  if (style !== "deepObject") return explode ? ", exploded: it is encoded as in `form`" : undefined;
  if (types.has("array")) return ", which is an array: it is encoded as `name[]=item`";
  const [nested] = nestedTypesOf(parts, context);
  return nested && `, in which ${nested[0]} can be an ${nested[1]}: it is encoded as \`name[key][…]=value\``;
}
