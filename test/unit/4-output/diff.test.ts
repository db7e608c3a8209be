/** Prints changes of files as unified diffs. */
import { describe, expect, test } from "vitest";
import { unifiedDiff } from "../../../generator/4-output/diff.ts";

const numbers = (name: string): string => Array.from({ length: 3_000 }, (_, index) => `${name} ${index}\n`).join("");

describe("the diff of", () => {
  test.each<[string, string | undefined, string | undefined, string]>([
    ["a changed line", "a\nb\n", "a\nc\n", "--- a/x.ts\n+++ b/x.ts\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"],
    ["a missing file", undefined, "a\n", "--- /dev/null\n+++ b/x.ts\n@@ -0,0 +1,1 @@\n+a\n"],
    ["a removed file", "a\n", undefined, "--- a/x.ts\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-a\n"],
    [
      "a file with too many changed lines",
      numbers("a"),
      numbers("b"),
      "--- a/x.ts\n+++ b/x.ts\n(more than 2000 lines differ)\n",
    ],
  ])("%s", (_name, before, after, want) => {
    expect(unifiedDiff({ path: "x.ts", before, after })).toBe(want);
  });
});
