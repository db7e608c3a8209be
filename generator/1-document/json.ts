/** Plain JSON, as every description is once it has been read. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The member `key` of a node itself, never one of its prototype; undefined for whatever is no container. */
export function ownProperty(node: Json | undefined, key: string): Json | undefined {
  if (typeof node !== "object" || node === null || !Object.hasOwn(node, key)) return undefined;
  return (node as JsonObject)[key]; // an array answers to its indices as an object does
}

/** Sets an own member even where it is called `__proto__`. */
export function setOwnProperty<Value>(node: Record<string, Value>, key: string, value: Value): void {
  Object.defineProperty(node, key, { value, enumerable: true, configurable: true, writable: true });
}

export type JsonSteps = readonly (string | number)[];

export function valueAt(node: Json, steps: JsonSteps): Json | undefined {
  let current: Json | undefined = node;
  for (const step of steps) current = ownProperty(current, String(step));
  return current;
}

/** A copy of `node` with another value at the end of `steps`; what is beside the way is shared. */
export function replaceAt(node: Json, [step, ...rest]: JsonSteps, value: Json): Json {
  if (step === undefined) return value;
  const below = replaceAt(ownProperty(node, String(step)) ?? null, rest, value);
  if (Array.isArray(node)) return node.with(Number(step), below);
  const copy: Record<string, Json> = isObject(node) ? { ...node } : {};
  setOwnProperty(copy, String(step), below);
  return copy;
}

/** A copy of `node` without the member or item at the end of `steps`. */
export function removeAt(node: Json, steps: JsonSteps): Json {
  const above = steps.slice(0, -1);
  const parent = valueAt(node, above);
  const key = steps.at(-1);
  if (Array.isArray(parent)) return replaceAt(node, above, parent.toSpliced(Number(key), 1));
  if (!isObject(parent)) return node;
  return replaceAt(node, above, Object.fromEntries(Object.entries(parent).filter(([name]) => name !== key)));
}
