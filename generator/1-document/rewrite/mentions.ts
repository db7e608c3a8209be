/** A quick search for a key, so that rewrites for rare keywords cost nothing for other documents. */
import { isObject, type Json } from "../json.ts";

/** Returns true if an object anywhere in a value has the key. */
export function mentions(node: Json, key: string): boolean {
  if (Array.isArray(node)) return node.some((item) => mentions(item, key));
  return isObject(node) && (Object.hasOwn(node, key) || Object.values(node).some((value) => mentions(value, key)));
}
