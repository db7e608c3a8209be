/** Synchronous tasks with a time limit. They run in another VM context, because only `node:vm` can stop them. */
import { createContext, Script } from "node:vm";

const call = new Script("task()");
const context = createContext({});

/** Returns the result of `task`, or undefined if it takes longer than the limit. Errors of `task` are thrown. */
export function runWithTimeLimit<T>(milliseconds: number, task: () => T): { readonly value: T } | undefined {
  Object.assign(context, { task });
  try {
    return { value: call.runInContext(context, { timeout: milliseconds }) as T }; // the script returns the result of `task`
  } catch (error) {
    if (Object(error).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return undefined; // the error can come from another realm, so `instanceof` does not work
    throw error;
  }
}
