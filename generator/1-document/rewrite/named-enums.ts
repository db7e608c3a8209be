/**
 * Gives the enums that `x-ms-enum` names a schema of their own. AutoRest and other tools read the name in this way, also
 * for an enum of a parameter or a property. An enum keeps its place if a component with other values has the name.
 */
import { isObject, type Json, type JsonObject } from "../json.ts";
import { mapChildren, type NodeKind } from "../node-kinds.ts";
import type { Document } from "../openapi.ts";
import { childPointer } from "../pointer.ts";
import { mentions } from "./mentions.ts";

const SCHEMAS_POINTER = "#/components/schemas";

/** Keywords that move to the new schema. All others, such as `default`, are about the place of use. */
const MOVED: ReadonlySet<string> = new Set(
  "type enum x-ms-enum x-enum-varnames x-enumNames x-enum-descriptions x-enumDescriptions".split(" "),
);

/** Returns the document with named enums as components. Unchanged nodes are shared with `document`. */
export function nameEnums(document: Document): Document {
  const root = document as object as JsonObject; // a document is JSON
  if (!mentions(root, "x-ms-enum")) return document;
  const components = isObject(root["components"]) ? root["components"] : {};
  const known = isObject(components["schemas"]) ? components["schemas"] : {};
  const added = new Map<string, JsonObject>();

  function visit(node: JsonObject, kind: NodeKind, isComponent: boolean): JsonObject {
    const below = mapChildren(kind, node, (child, kindBelow) => visit(child, kindBelow, kind === "components"));
    const named = kind === "schema" && !isComponent ? moved(below) : below;
    return named === node ? node : Object.freeze(named);
  }

  function moved(schema: JsonObject): JsonObject {
    const name = enumName(schema);
    if (name === undefined) return schema;
    const entries = Object.entries(schema);
    const own = Object.fromEntries(entries.filter(([keyword]) => MOVED.has(keyword)));
    const present = Object.hasOwn(known, name) ? known[name] : added.get(name);
    if (present === undefined) added.set(name, Object.freeze(own));
    else if (!isObject(present) || !hasSameValues(present, own)) return schema;
    const rest = Object.fromEntries(entries.filter(([keyword]) => !MOVED.has(keyword)));
    return { ...rest, $ref: childPointer(SCHEMAS_POINTER, name) };
  }

  const changed = visit(root, "document", false);
  if (added.size === 0) return changed as object as Document; // JSON and document have the same shape
  const above = changed["components"];
  const schemas = {
    ...(isObject(above) ? (above["schemas"] as JsonObject | undefined) : {}),
    ...Object.fromEntries(added),
  };
  return Object.freeze({
    ...changed,
    components: { ...(isObject(above) ? above : {}), schemas },
  }) as object as Document;
}

function hasSameValues(one: JsonObject, other: JsonObject): boolean {
  return ["type", "enum"].every((keyword) => JSON.stringify(one[keyword]) === JSON.stringify(other[keyword]));
}

/** Returns the name in `x-ms-enum`, if it can be the name of a component and the schema is nothing but an enum. */
function enumName(schema: JsonObject): string | undefined {
  const extension: Json | undefined = schema["x-ms-enum"];
  const name = isObject(extension) ? extension["name"] : undefined;
  const isEnum = Array.isArray(schema["enum"]) && schema["$ref"] === undefined;
  return isEnum && typeof name === "string" && /^[\w.-]+$/.test(name) ? name : undefined;
}
