/** Prints changes of files as unified diffs. */
import { createTwoFilesPatch } from "diff";
import type { FileChange } from "./write.ts";

/** Limit of changed lines: a larger diff would not help the reader. */
const MAX_CHANGED_LINES = 2_000;

/** Returns the unified diff from the current to the new content of a file, in the format of `git diff`. */
export function unifiedDiff({ path, before, after }: FileChange): string {
  const [from, to] = [
    before === undefined ? "/dev/null" : `a/${path}`,
    after === undefined ? "/dev/null" : `b/${path}`,
  ];
  const patch = createTwoFilesPatch(from, to, before ?? "", after ?? "", undefined, undefined, {
    context: 3,
    maxEditLength: MAX_CHANGED_LINES,
  });
  return patch?.replace(/^=+\n/, "") ?? `--- ${from}\n+++ ${to}\n(more than ${MAX_CHANGED_LINES} lines differ)\n`;
}
