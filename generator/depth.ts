/** Descriptions that are too deep for the stack: chains of references of thousands of links. */
import { isStackOverflow, locationOfError } from "./1-document/failure-place.ts";
import type { Checked, Diagnostic, Location } from "./diagnostics.ts";

/** Runs a function. If the stack is exhausted, returns the result of `fail` for a diagnostic. */
export async function orTooDeep<T>(
  spec: string,
  run: () => T | Promise<T>,
  fail: (result: { readonly value: undefined; readonly diagnostics: readonly Diagnostic[] }) => T,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
    return fail({ value: undefined, diagnostics: [tooDeep(spec, locationOfError(error))] });
  }
}

/** Runs a function that returns diagnostics. If the stack is exhausted, there is no value. */
export function checkedDepth<T>(spec: string, run: () => Promise<Checked<T>>): Promise<Checked<T>> {
  return orTooDeep<Checked<T>>(spec, run, (failed) => failed);
}

function tooDeep(file: string, location?: Location): Diagnostic {
  return {
    rule: "too-deep",
    severity: "error",
    message: "The references of the description form a chain that is too long to follow.",
    remedy: "Shorten the chain of schemas that refer to each other. The command line has a larger stack.",
    location: location ?? { file, pointer: "#", line: 1, column: 1, endLine: 1, endColumn: 1 },
  };
}
