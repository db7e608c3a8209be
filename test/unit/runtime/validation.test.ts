/** Validators of checks: issues and Standard Schema. */
import { describe, expect, expectTypeOf, test } from "vitest";
import {
  fail,
  failAt,
  type Issue,
  failRequired,
  type IssueParameter,
  InstancePath,
} from "../../../templates/runtime/validation/issues.ts";
import { LimitError } from "../../../templates/runtime/validation/recursion.ts";
import {
  type CheckFunction,
  type StandardSchema,
  validator,
} from "../../../templates/runtime/validation/validation.ts";

/** Returns the issues that `reportTo` reports. */
function issuesOf(reportTo: (at: InstancePath) => void): readonly Issue[] {
  const issues: Issue[] = [];
  reportTo(InstancePath.root(issues, "Value"));
  return issues;
}

/** A check of even numbers, written like a compiled check. */
const checkEven: CheckFunction = (value, at) =>
  (typeof value === "number" && value % 2 === 0) || fail(at, "multipleOf", 2);

describe("a validator", () => {
  const even = validator<number>(checkEven, "Value");

  test("accepts valid values and narrows their type", () => {
    const value: unknown = 2;
    expect(even.is(value)).toBe(true);
    if (even.is(value)) expectTypeOf(value).toEqualTypeOf<number>();
    expect(even.validate(value)).toEqual([]);
  });

  test("reports issues of invalid values", () => {
    expect(even.is(1)).toBe(false);
    expect(even.validate(1)).toEqual([
      {
        path: [],
        pointer: "",
        keyword: "multipleOf",
        message: "must be a multiple of 2",
        schemaPath: "Value#/multipleOf",
      },
    ]);
  });

  test("reports an exceeded limit as an issue", () => {
    const excessive = validator<number>(() => {
      throw new LimitError("depth", "must not be so deep");
    }, "Value");
    expect(excessive.is(2)).toBe(false);
    expect(excessive.validate(2)).toEqual([
      { path: [], pointer: "", keyword: "depth", message: "must not be so deep", schemaPath: "#" },
    ]);
  });

  test("rethrows unexpected errors", () => {
    const broken = validator<number>(() => {
      throw new RangeError("a bug");
    }, "Value");
    expect(() => broken.is(2)).toThrow(RangeError);
    expect(() => broken.validate(2)).toThrow(RangeError);
  });

  test("rejects a value that becomes valid while it is validated", () => {
    let reads = 0;
    const value = {
      get size() {
        return reads++;
      },
    };
    const checkSize: CheckFunction = (given, at) => (given as typeof value).size > 0 || fail(at, "minimum", 1);
    expect(validator(checkSize, "Value").validate(value)).toMatchObject([
      { message: "must be the same whenever it is read" },
    ]);
  });
});

/** https://standardschema.dev, version 1 */
describe("Standard Schema", () => {
  const even: StandardSchema<number> = validator<number>(checkEven, "Value");

  test("provides the property ~standard", () => {
    expect(even["~standard"]).toMatchObject({ version: 1, vendor: "specwright" });
    expect(even["~standard"].validate).toBeTypeOf("function");
  });

  test("returns a valid value without issues", () => {
    const result = even["~standard"].validate(2);
    expect(result).toEqual({ value: 2 });
    expect(result.issues).toBe(undefined);
    if (result.issues === undefined) expectTypeOf(result.value).toEqualTypeOf<number>();
  });

  test("returns issues with message and path for an invalid value", () => {
    const result = even["~standard"].validate(1);
    expect("value" in result).toBe(false);
    expect(result.issues).toMatchObject([{ message: "must be a multiple of 2", path: [] }]);
  });

  test("works as a detached function", () => {
    const { validate } = even["~standard"];
    expect(validate(2)).toEqual({ value: 2 });
  });

  test("declares its types", () => {
    type Types = NonNullable<(typeof even)["~standard"]["types"]>;
    expectTypeOf<Types["input"]>().toEqualTypeOf<number>();
    expectTypeOf<Types["output"]>().toEqualTypeOf<number>();
  });
});

describe("an issue", () => {
  test("distinguishes indexes from property names that look like numbers", () => {
    const [issue] = issuesOf((at) => fail(at.to("0").to(0).to("a/b~"), "type", "string"));
    expect(issue).toMatchObject({
      path: ["0", 0, "a/b~"],
      pointer: "/0/0/a~1b~0",
      schemaPath: "Value#/properties/0/items/properties/a~1b~0/type",
    });
  });

  test.each([
    ["of an alternative", (at: InstancePath) => at.within("/anyOf/0"), "Value#/anyOf/0/type"],
    ["of another schema", (at: InstancePath) => at.to("a").inSchema("Other"), "Other#/type"],
    ["of a map", (at: InstancePath) => at.to("a", "/additionalProperties"), "Value#/additionalProperties/type"],
  ])("has the path of the keyword: %s", (_name, lead, want) => {
    expect(issuesOf((at) => fail(lead(at), "type", "string"))[0]?.schemaPath).toBe(want);
  });

  test("is located at a missing or unknown property", () => {
    const issues = issuesOf((at) => {
      failRequired(at, "a");
      failAt(at, "b", "additionalProperties");
      failAt(at, "c", "unevaluatedProperties");
    });
    expect(issues.map(({ pointer, message }) => `${pointer}: ${message}`)).toEqual([
      "/a: is required",
      "/b: is not a known property",
      "/c: is not a known property",
    ]);
  });

  test("shortens long property names", () => {
    const [issue] = issuesOf((at) => failAt(at, "x".repeat(1_000), "additionalProperties"));
    expect(issue?.pointer).toHaveLength(201);
  });

  test("ends the check when it is the twentieth", () => {
    const responses: boolean[] = [];
    const issues = issuesOf((at) => {
      for (let count = 0; count < 50; count++) responses.push(fail(at, "uniqueItems"));
    });
    expect(issues).toHaveLength(20);
    expect(responses.indexOf(false)).toBe(19);
  });

  test("is not reported without a location", () => {
    expect(fail(undefined, "type", "string")).toBe(false);
  });

  const MESSAGES: readonly (readonly [keyword: string, parameter: IssueParameter, want: string])[] = [
    ["type", "integer", "must be integer"],
    ["minimum", 1, "must be at least 1"],
    ["exclusiveMaximum", 1, "must be less than 1"],
    ["minLength", 1, "must have at least 1 character"],
    ["minProperties", 2, "must have at least 2 properties"],
    ["enum", ["a", null], 'must be "a" or null'],
    ["enum", undefined, "must be one of the allowed values"],
    ["contains", [1], "must have at least 1 of a certain item"],
    ["contains", [1, 2], "must have at least 1 and at most 2 of a certain item"],
    ["format", "uuid", "must be of the format uuid"],
    ["false", undefined, "must not be present"],
    ["unheardOf", undefined, 'must be valid by "unheardOf"'],
  ];
  test.each(MESSAGES)("has a message for %s: %j", (keyword, parameter, want) => {
    expect(issuesOf((at) => fail(at, keyword, parameter))[0]?.message).toBe(want);
  });
});
