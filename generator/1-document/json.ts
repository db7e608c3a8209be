/** A JSON value. Every description is one after it has been parsed. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Returns an own property of an object, or an item of an array by its index. Returns undefined for all other values.
 */
export function ownProperty(node: Json | undefined, key: string): Json | undefined {
  if (typeof node !== "object" || node === null || !Object.hasOwn(node, key)) return undefined;
  return (node as JsonObject)[key]; // an array has its indices as properties
}

/** Sets an own property. Works for the name `__proto__` too. */
export function setOwnProperty<Value>(node: Record<string, Value>, key: string, value: Value): void {
  Object.defineProperty(node, key, { value, enumerable: true, configurable: true, writable: true });
}

export type JsonSteps = readonly (string | number)[];

export function valueAt(node: Json, steps: JsonSteps): Json | undefined {
  let current: Json | undefined = node;
  for (const step of steps) current = ownProperty(current, String(step));
  return current;
}

/**
 * Returns a copy of `node` with another value at the end of `steps`. Values beside these steps are shared, not
 * copied.
 */
export function replaceAt(node: Json, [step, ...rest]: JsonSteps, value: Json): Json {
  if (step === undefined) return value;
  const below = replaceAt(ownProperty(node, String(step)) ?? null, rest, value);
  if (Array.isArray(node)) return node.with(Number(step), below);
  const copy: Record<string, Json> = isObject(node) ? { ...node } : {};
  setOwnProperty(copy, String(step), below);
  return copy;
}

/** Returns a copy of `node` without the property or item at the end of `steps`. */
export function removeAt(node: Json, steps: JsonSteps): Json {
  const above = steps.slice(0, -1);
  const parent = valueAt(node, above);
  const key = steps.at(-1);
  if (Array.isArray(parent)) return replaceAt(node, above, parent.toSpliced(Number(key), 1));
  if (!isObject(parent)) return node;
  return replaceAt(node, above, Object.fromEntries(Object.entries(parent).filter(([name]) => name !== key)));
}
