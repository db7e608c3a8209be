/** The parameters that are the credentials of an operation: `auth` gives them, and nothing else does. OpenAPI 3.2 §4.27 */
import { isObject, type JsonObject } from "../../json.ts";
import { parsePointer } from "../../pointer.ts";
import { follow } from "./path-items.ts";
import type { UserContext } from "../../rule.ts";

/** Whether a parameter of the operation is what one of its security schemes asks for. */
export type CredentialTest = (operation: JsonObject, parameter: JsonObject) => boolean;

/** The test for the operations of `root`. */
export function credentialTest(root: object, context: Pick<UserContext, "location" | "resolve">): CredentialTest {
  const components: unknown = Reflect.get(root, "components");
  const schemes = isObject(components) ? components["securitySchemes"] : undefined;
  const credentials = new Map(
    Object.entries(schemes ?? {}).flatMap(([key, written]) => {
      const { node } = follow(written, context.location.child(["components", "securitySchemes", key]), context);
      return isObject(node) && node["type"] === "apiKey" ? [[key, placeOf(node)] as const] : [];
    }),
  );
  return (operation, parameter) => {
    const required: unknown = operation["security"] ?? Reflect.get(root, "security");
    const keys = Array.isArray(required) ? required.filter(isObject).flatMap(Object.keys) : [];
    // 3.2 has references too
    const names = keys.map((key) => (key.startsWith("#/") ? parsePointer(key).at(-1) : key));
    return names.some((name) => name !== undefined && credentials.get(name) === placeOf(parameter));
  };
}

/** Names of headers are the same in any case. RFC 9110 §5.1 */
function placeOf({ in: place, name }: JsonObject): string {
  return `${place} ${place === "header" ? String(name).toLowerCase() : name}`;
}
