import { expect, test } from "vitest";
import { inTime } from "../../../../generator/5-oracle/judge/time-limit.ts";

test("what is done in time has a value, be it none", () => {
  expect(inTime(10_000, () => 1)).toEqual({ value: 1 });
  expect(inTime(10_000, () => undefined)).toEqual({ value: undefined });
});

test("what does not end is given up", () => {
  expect(inTime(20, endless)).toBeUndefined();
  expect(inTime(10_000, () => 1)).toEqual({ value: 1 });
});

test("what is thrown is thrown", () => {
  const error = new RangeError("as it is");
  expect(() => inTime(10_000, () => raise(error))).toThrow(error);
});

function raise(error: Error): never {
  throw error;
}

function endless(): never {
  for (;;) {
    // nothing
  }
}
