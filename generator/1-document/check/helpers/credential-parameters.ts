/** Parameters that carry the API key of a security scheme: only `auth` sets them. OpenAPI 3.2 §4.27 */
import { isObject, type JsonObject } from "../../json.ts";
import { parsePointer } from "../../pointer.ts";
import { resolveReference } from "./path-items.ts";
import type { UserContext } from "../../rule.ts";

/** Function that returns true if a security scheme of the operation sends its API key in the parameter. */
export type CredentialTest = (operation: JsonObject, parameter: JsonObject) => boolean;

/** Returns the test for the operations of a document. */
export function credentialTest(root: object, context: Pick<UserContext, "location" | "resolve">): CredentialTest {
  const components: unknown = Reflect.get(root, "components");
  const schemes = isObject(components) ? components["securitySchemes"] : undefined;
  const credentials = new Map(
    Object.entries(schemes ?? {}).flatMap(([key, written]) => {
      const { node } = resolveReference(
        written,
        context.location.child(["components", "securitySchemes", key]),
        context,
      );
      return isObject(node) && node["type"] === "apiKey" ? [[key, parameterKeyOf(node)] as const] : [];
    }),
  );
  return (operation, parameter) => {
    const required: unknown = operation["security"] ?? Reflect.get(root, "security");
    const keys = Array.isArray(required) ? required.filter(isObject).flatMap(Object.keys) : [];
    // 3.2 also allows references
    const names = keys.map((key) => (key.startsWith("#/") ? parsePointer(key).at(-1) : key));
    return names.some((name) => name !== undefined && credentials.get(name) === parameterKeyOf(parameter));
  };
}

/** Returns a string that identifies a parameter. Header names are case-insensitive (RFC 9110 §5.1). */
function parameterKeyOf({ in: place, name }: JsonObject): string {
  return `${place} ${place === "header" ? String(name).toLowerCase() : name}`;
}
