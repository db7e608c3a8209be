/** A value that is neither null nor valid by a nullable schema has the issues of that schema only. */
import { expect, test } from "vitest";
import { buildApi } from "../../../generator/2-model/build.ts";
import { validatorsOf } from "../../support/validators.ts";
import { withSchemas } from "../2-model/documents.ts";

const NULL = { type: "null" } as const;
const EMAIL = { type: "string", format: "email" } as const;

const validators = validatorsOf(
  buildApi(
    withSchemas({
      Any: { anyOf: [EMAIL, NULL] },
      One: { oneOf: [NULL, EMAIL] },
      Reference: { anyOf: [{ $ref: "#/components/schemas/User" }, NULL] },
      User: { type: "object", required: ["name"], properties: { name: { type: "string" } } },
      Three: { anyOf: [EMAIL, { type: "integer" }, NULL] },
      Twice: { oneOf: [{ type: ["string", "null"] }, NULL] },
    }),
  ),
);

test.each<[schema: string, value: unknown, want: readonly string[]]>([
  ["Any", "x", [" must be of the format email"]],
  ["Any", 1, [" must be string"]],
  ["Any", null, []],
  ["One", "x", [" must be of the format email"]],
  ["One", null, []],
  ["Reference", {}, ["/name is required"]],
  ["Reference", null, []],
  ["Three", true, [" must be string", " must be integer", " must match at least one of the alternatives"]],
  ["Twice", null, [" must match exactly one of the alternatives"]],
])("%s, %j", (schema, value, want) => {
  const issues = validators[schema]?.validate(value) ?? [];
  expect(issues.map(({ pointer, message }) => `${pointer} ${message}`)).toEqual(want);
});
