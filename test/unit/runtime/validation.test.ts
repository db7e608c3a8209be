/** From a check to a validator: issues, and Standard Schema. */
import { describe, expect, expectTypeOf, test } from "vitest";
import { type Complaint, issuesOf } from "../../../templates/runtime/issues.ts";
import { type Check, type StandardSchema, validator } from "../../../templates/runtime/validation.ts";

function complaint(keyword: string, params: object = {}, instancePath = ""): Complaint {
  return { keyword, params, instancePath, schemaPath: `Value#/${keyword}` };
}

/** A check for even numbers, as it could be compiled. */
const checkEven: Check = (value) => {
  const isEven = typeof value === "number" && value % 2 === 0;
  checkEven.errors = isEven ? null : [complaint("multipleOf", { multipleOf: 2 })];
  return isEven;
};

describe("a validator", () => {
  const even = validator<number>(checkEven);

  test("tells what is right, and narrows", () => {
    const value: unknown = 2;
    expect(even.is(value)).toBe(true);
    if (even.is(value)) expectTypeOf(value).toEqualTypeOf<number>();
    expect(even.validate(value)).toEqual([]);
  });

  test("tells what is wrong", () => {
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

  test("keeps nothing of a value", () => {
    even.validate(1);
    expect(checkEven.errors).toBe(null);
  });

  test("refuses what is too deep, where its schema goes along, without looking further", () => {
    let value: unknown = 2;
    for (let level = 0; level < 100_000; level++) value = [value];
    expect(validator<number>(checkEven, true).validate(value)).toEqual([
      { path: [], pointer: "", keyword: "depth", message: "must not have more than 512 levels", schemaPath: "#" },
    ]);
  });

  test("refuses what holds itself", () => {
    const value: { self?: unknown } = {};
    value.self = value;
    expect(validator<number>(checkEven, true).is(value)).toBe(false);
  });
});

/** https://standardschema.dev, version 1 */
describe("Standard Schema", () => {
  const even: StandardSchema<number> = validator<number>(checkEven);

  test("has one property of its own", () => {
    expect(even["~standard"]).toMatchObject({ version: 1, vendor: "specwright" });
    expect(even["~standard"].validate).toBeTypeOf("function");
  });

  test("gives the value, and no issues, where it is right", () => {
    const result = even["~standard"].validate(2);
    expect(result).toEqual({ value: 2 });
    expect(result.issues).toBe(undefined);
    if (result.issues === undefined) expectTypeOf(result.value).toEqualTypeOf<number>();
  });

  test("gives issues, with a message and a path, and no value where it is wrong", () => {
    const result = even["~standard"].validate(1);
    expect("value" in result).toBe(false);
    expect(result.issues).toMatchObject([{ message: "must be a multiple of 2", path: [] }]);
  });

  test("works without its receiver", () => {
    const { validate } = even["~standard"];
    expect(validate(2)).toEqual({ value: 2 });
  });

  test("tells its types", () => {
    type Types = NonNullable<(typeof even)["~standard"]["types"]>;
    expectTypeOf<Types["input"]>().toEqualTypeOf<number>();
    expectTypeOf<Types["output"]>().toEqualTypeOf<number>();
  });
});

describe("an issue", () => {
  test("has numbers for items and names for properties, though they look alike", () => {
    const value = { 0: [{ "a/b~": 1 }] };
    const [issue] = issuesOf([complaint("type", { type: "string" }, "/0/0/a~1b~0")], value);
    expect(issue).toMatchObject({ path: ["0", 0, "a/b~"], pointer: "/0/0/a~1b~0" });
  });

  test("stands at the property that is missing or surplus", () => {
    const issues = issuesOf(
      [
        complaint("required", { missingProperty: "a" }),
        complaint("additionalProperties", { additionalProperty: "b" }),
        complaint("unevaluatedProperties", { unevaluatedProperty: "c" }),
        { ...complaint("maxLength", { limit: 1 }), propertyName: "dd" },
      ],
      {},
    );
    expect(issues.map(({ pointer, message }) => `${pointer}: ${message}`)).toEqual([
      "/a: is required",
      "/b: is not a known property",
      "/c: is not a known property",
      "/dd: must have at most 1 character",
    ]);
  });

  test("cuts the names that a stranger has sent", () => {
    const [issue] = issuesOf([complaint("additionalProperties", { additionalProperty: "x".repeat(1_000) })], {});
    expect(issue?.pointer).toHaveLength(201);
  });

  test("is one of twenty at most", () => {
    expect(
      issuesOf(
        Array.from({ length: 50 }, () => complaint("uniqueItems")),
        [],
      ),
    ).toHaveLength(20);
  });

  test.each([
    ["type", { type: "integer" }, "must be integer"],
    ["minimum", { limit: 1, comparison: ">=" }, "must be at least 1"],
    ["exclusiveMaximum", { limit: 1, comparison: "<" }, "must be less than 1"],
    ["minLength", { limit: 1 }, "must have at least 1 character"],
    ["minProperties", { limit: 2 }, "must have at least 2 properties"],
    ["enum", { allowed: ["a", null] }, 'must be "a" or null'],
    ["contains", { minContains: 1, maxContains: 2 }, "must have at least 1 and at most 2 of a certain item"],
    ["format", { format: "uuid" }, "must be of the format uuid"],
    ["false schema", {}, "must not be present"],
    ["unheardOf", {}, 'must be valid by "unheardOf"'],
  ])("says of %s: %j", (keyword, params, want) => {
    expect(issuesOf([complaint(keyword, params)], {})[0]?.message).toBe(want);
  });
});
