import { expect, test } from "vitest";
import { runWithTimeLimit } from "../../../../generator/1-document/patterns/time-limit.ts";

test("returns the result of a task, including undefined", () => {
  expect(runWithTimeLimit(10_000, () => 1)).toEqual({ value: 1 });
  expect(runWithTimeLimit(10_000, () => undefined)).toEqual({ value: undefined });
});

test("stops a task that does not end", () => {
  expect(runWithTimeLimit(20, endless)).toBeUndefined();
  expect(runWithTimeLimit(10_000, () => 1)).toEqual({ value: 1 });
});

test("throws the errors of a task", () => {
  const error = new RangeError("as it is");
  expect(() => runWithTimeLimit(10_000, () => raise(error))).toThrow(error);
});

function raise(error: Error): never {
  throw error;
}

function endless(): never {
  for (;;) {
    // endless loop
  }
}
