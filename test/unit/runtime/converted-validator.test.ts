/** Validators of values with `Date` and `bigint`, as forms and callers have them. */
import { describe, expect, test } from "vitest";
import { bundleScript } from "../../../generator/5-program/bundle-script.ts";
import { linkModules } from "../../../generator/5-program/link-modules.ts";
import { printFiles } from "../../../generator/generate.ts";
import { DEFAULT_GENERATE } from "../../../generator/options.ts";
import type { ConvertedValidator } from "../../../templates/runtime/validation/validation.ts";
import { withFiles } from "../../support/description-folder.ts";

const DESCRIPTION = `openapi: 3.1.0
info: { title: T, version: "1" }
components:
  schemas:
    Event:
      type: object
      required: [at, name]
      properties:
        at: { type: string, format: date-time }
        name: { type: string, minLength: 2 }
        ends: { anyOf: [{ type: string, format: date-time }, { type: "null" }] }
        count: { type: integer, format: int64, minimum: 1 }
        parts: { type: array, items: { $ref: "#/components/schemas/Event" } }
    Plain: { type: object, properties: { text: { type: string } } }
`;

async function load(): Promise<Readonly<Record<string, ConvertedValidator<unknown>>>> {
  return withFiles({ "openapi.yaml": DESCRIPTION }, async (folder) => {
    const { value } = await printFiles({
      ...DEFAULT_GENERATE,
      spec: `${folder}/openapi.yaml`,
      targets: ["validators"],
      conversions: { "date-time": "Date", int64: "bigint" },
    });
    if (value === undefined) throw new Error("The description was rejected.");
    const { source } = await bundleScript(["validators.ts"], (path) => value.files.get(path));
    const { module } = linkModules(source, { filename: "v.js", compiled: undefined, packagesOf: undefined });
    return module("validators.ts") as Readonly<Record<string, ConvertedValidator<unknown>>>; // the file declares them so
  });
}

const at = new Date("2026-12-01T00:00:00Z");
const VALID = { at, name: "ab", ends: null, count: 3n };

describe("a validator of converted values", async () => {
  const { Event, Plain } = await load();
  if (Event === undefined || Plain === undefined) throw new Error("The validators are missing.");

  test("accepts what code has, and not what travels", () => {
    expect(Event.is(VALID)).toBe(true);
    expect(Event.is({ ...VALID, count: 9_007_199_254_740_993n, ends: at, parts: [VALID] })).toBe(true);
    expect(Event.is({ ...VALID, at: at.toISOString() })).toBe(false);
    expect(Event.wire.is({ name: "ab", at: at.toISOString(), count: 3 })).toBe(true);
    expect(Event.wire.is(VALID)).toBe(false);
  });

  test.each<[name: string, given: object, want: readonly string[]]>([
    ["a string in place of a date", { at: at.toISOString() }, ["/at must be a Date"]],
    ["text that is no date", { at: "tomorrow" }, ["/at must be a Date"]],
    ["a number in place of a bigint", { count: 3 }, ["/count must be a bigint"]],
    ["a date in place of text", { name: at }, ["/name must be a string"]],
    ["an invalid date, as of an empty field", { at: new Date(NaN) }, ["/at must be a valid Date"]],
    [
      "an integer beyond 64 bits",
      { count: 2n ** 64n },
      ["/count must be an integer of 64 bits", "/count must be at least 1"],
    ],
    [
      "a keyword of the description",
      { name: "a", count: 0n },
      ["/name must have at least 2 characters", "/count must be at least 1"],
    ],
    ["a nullable field: one issue", { ends: "soon" }, ["/ends must be a Date"]],
    ["a part of an array", { parts: [VALID, { ...VALID, at: "x" }] }, ["/parts/1/at must be a Date"]],
  ])("reports %s", (_name, given, want) => {
    const issues = Event.validate({ ...VALID, ...given });
    expect(issues.map(({ pointer, message }) => `${pointer} ${message}`)).toEqual(want);
  });

  test("implements Standard Schema for the values of code", () => {
    const { version, vendor, validate } = Event["~standard"];
    expect([version, vendor]).toEqual([1, "specwright"]);
    expect(validate(VALID)).toEqual({ value: VALID });
    expect(validate({ ...VALID, at: 1 })).toMatchObject({ issues: [{ path: ["at"] }] });
  });

  test("does not exist for schemas without converted values", () => {
    expect(Plain.is({ text: "a" })).toBe(true);
    expect(Plain.wire).toBeUndefined();
  });
});
