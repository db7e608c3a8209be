/** The places of unexpected errors in a description: the file, and the pointer that the work was at. */
import type { Location } from "../diagnostics.ts";
import type { Json } from "./json.ts";
import { formatPointer } from "./pointer.ts";

/** Steps that an error passed on its way up, the innermost first. */
const stepsByError = new WeakMap<object, (readonly string[])[]>();
const locations = new WeakMap<object, Location>();

/** Returns true if the error says that the stack is exhausted. */
export function isStackOverflow(error: unknown): error is RangeError {
  return error instanceof RangeError && error.message.includes("call stack");
}

/** Records that an error leaves the node at the end of `steps`. Called on each level, so that it must be cheap. */
export function leavingNode(error: unknown, steps: readonly string[]): void {
  if (typeof error !== "object" || error === null) return;
  const passed = stepsByError.get(error);
  if (passed === undefined) stepsByError.set(error, [steps]);
  else passed.push(steps);
}

/** Returns the location of an error that `locatingErrors` or `rememberLocation` has found. */
export function locationOfError(error: unknown): Location | undefined {
  return typeof error === "object" && error !== null ? locations.get(error) : undefined;
}

/** Remembers the location of an error, and adds it to the message. The first location stays. */
export function rememberLocation(error: unknown, location: Location): void {
  if (!(error instanceof Error) || locations.has(error)) return;
  locations.set(error, location);
  const { file, line, column, pointer } = location;
  if (!(error instanceof RangeError)) error.message += ` (at ${file}:${line}:${column}, ${pointer})`; // the message of a stack overflow identifies it
}

/** Runs a function over `document`. An error that it throws gets the location of the node that it was at. */
export function locatingErrors<T>(document: Json, locate: (pointer: string) => Location, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const passed = typeof error === "object" && error !== null ? (stepsByError.get(error) ?? []) : [];
    rememberLocation(error, locate(existingPointer(document, passed.toReversed().flat())));
    throw error;
  }
}

/** Returns the pointer of the node at the end of the longest part of `steps` that exists. */
function existingPointer(document: Json, steps: readonly string[]): string {
  const existing: string[] = [];
  let node: Json | undefined = document;
  for (const step of steps) {
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, step)) break;
    node = (node as Readonly<Record<string, Json>>)[step]; // `hasOwn` has checked that it exists
    existing.push(step);
  }
  return formatPointer(existing);
}
