import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "lists of another length, other types and unknown values",
      withSchema(
        "{ enum: [1, 2], x-enumNames: [One], x-enum-varnames: [A, A], x-enum-descriptions: one, x-enumDescriptions: { 3: three }, x-ms-enum: { values: [{ value: 4 }] } }",
      ),
      [
        "warning enum-names 5:44 `x-enum-varnames` has the name `A` twice.",
        "warning enum-names 5:24 `x-enumNames` does not fit the values of `enum`: 1 for 2.",
        "warning enum-names 5:90 `x-enum-descriptions` must be a list of strings.",
        "warning enum-names 5:95 `x-enumDescriptions` has the key `3`, which is no value of `enum`.",
        "warning enum-names 5:129 `x-ms-enum` has the value `4`, which is no value of `enum`.",
      ],
    ],
    [
      "lists that fit",
      withSchema("{ enum: [1, null], x-enumNames: [One], x-enum-descriptions: [one, none], x-ms-enum: { name: N } }"),
      [],
    ],
  ],
};
