/** Changes as people read them. */
import { createTwoFilesPatch } from "diff";
import type { FileChange } from "./write.ts";

/** Beyond this many changed lines a diff tells no more than that the file is another one. */
const MOST_CHANGED_LINES = 2_000;

/** The unified diff from what the file holds to what it should hold, in the manner of `git diff`. */
export function unifiedDiff({ path, before, after }: FileChange): string {
  const [from, to] = [
    before === undefined ? "/dev/null" : `a/${path}`,
    after === undefined ? "/dev/null" : `b/${path}`,
  ];
  const patch = createTwoFilesPatch(from, to, before ?? "", after ?? "", undefined, undefined, {
    context: 3,
    maxEditLength: MOST_CHANGED_LINES,
  });
  return patch?.replace(/^=+\n/, "") ?? `--- ${from}\n+++ ${to}\n(more than ${MOST_CHANGED_LINES} lines differ)\n`;
}
