/** Evaluation of JSON Pointers. RFC 6901. */
import { own } from "./records.js";

/** Returns the value at a JSON Pointer, or undefined if there is none. */
export function resolvePointer(value: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .reduce((node, step) => childAt(node, step.replaceAll("~1", "/").replaceAll("~0", "~")), value);
}

function childAt(node: unknown, step: string): unknown {
  if (!Array.isArray(node)) return own(node, step);
  return /^(?:0|[1-9]\d*)$/.test(step) ? node[Number(step)] : undefined;
}
