import type { RuleTable } from "../rule-tables.ts";

const CLOSED = "type: object, properties: { name: {} }, additionalProperties: false";
const IN_30 = "openapi: 3.0.4\ninfo: { title: T, version: '1' }\npaths: {}\n";
const schemas = (...entries: readonly string[]): string =>
  `components:\n  schemas:\n${entries.map((entry) => `    ${entry}\n`).join("")}`;

export const table: RuleTable = {
  reports: [
    [
      "classes of ASP.NET, whose tag is required",
      IN_30 +
        schemas(
          `Shape: { required: [$type], ${CLOSED.replace("name", "$type")} }`,
          "Circle: { allOf: [{ $ref: '#/components/schemas/Shape' }], properties: { radius: {} }, additionalProperties: false }",
        ),
      [
        "warning closed-base 7:5 No value is valid: `$type` is required, but `additionalProperties: false` of the schema itself forbids it.",
      ],
    ],
    [
      "keywords beside a reference, a nested branch, and a required property",
      schemas(
        `Shape: { ${CLOSED} }`,
        "Circle: { $ref: '#/components/schemas/Shape', properties: { radius: {}, color: {} } }",
        "Square: { allOf: [{ allOf: [{ $ref: '#/components/schemas/Shape' }] }, { required: [side] }] }",
      ),
      [
        "warning closed-base 6:5 The property `radius` and 1 more can never occur: `additionalProperties: false` of `Shape` forbids it.",
        "warning closed-base 7:5 No value is valid: `side` is required, but `additionalProperties: false` of `Shape` forbids it.",
      ],
    ],
  ],
  accepts: [
    [
      "a closed schema that declares all properties",
      IN_30 +
        schemas(
          `Shape: { ${CLOSED} }`,
          "Named: { allOf: [{ $ref: '#/components/schemas/Shape' }, { required: [name], properties: { name: { type: string } } }] }",
        ),
    ],
    [
      "patterns that can allow other properties",
      schemas(
        "A: { patternProperties: { '^x': {} }, additionalProperties: false }",
        "B: { allOf: [{ $ref: '#/components/schemas/A' }], properties: { xy: {} } }",
      ),
    ],
  ],
};
