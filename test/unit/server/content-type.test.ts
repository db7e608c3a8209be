import { expect, test } from "vitest";
import { parseContentType } from "../../../templates/server/request/content-type.ts";

test.each([
  ["a/b; c=d", "a/b", { c: "d" }],
  ["a/b, a/b", "a/b", {}],
  ["a/b; c=d,A/b;e=f", "a/b", { c: "d", e: "f" }],
  ["a/b; charset=UTF-8, a/b; charset=utf-8", "a/b", { charset: "utf-8" }],
])("reads %s", (header, essence, parameters) => {
  const type = parseContentType(header);
  expect([type?.essence, Object.fromEntries(type?.parameters ?? [])]).toEqual([essence, parameters]);
});

test.each(["", "a/b, c/d", "a/b,", ", a/b", "a/b; c=d, a/b; c=D"])("rejects %j", (header) => {
  expect(parseContentType(header)).toBeUndefined();
});
