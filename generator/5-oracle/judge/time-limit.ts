/** Work that is given up when a deadline comes: the engine can be stopped only from without. */
import { createContext, Script } from "node:vm";

const call = new Script("task()");
const context = createContext({});

/** What `task` gives; undefined where it was not done within so many milliseconds. What it throws is thrown. */
export function inTime<T>(milliseconds: number, task: () => T): { readonly value: T } | undefined {
  Object.assign(context, { task });
  try {
    return { value: call.runInContext(context, { timeout: milliseconds }) as T }; // which it returns
  } catch (error) {
    if (Object(error).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return undefined; // an Error of another realm, perhaps
    throw error;
  }
}
