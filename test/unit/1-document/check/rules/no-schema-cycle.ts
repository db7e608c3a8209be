import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "schemas that apply each other",
      `components:\n  schemas:\n    A: { allOf: [{ $ref: '#/components/schemas/B' }] }\n    B: { not: { $ref: '#/components/schemas/A' } }\n`,
      ["error no-schema-cycle 5:5 The schema `A` applies itself to the same value."],
    ],
    [
      "a property that applies itself",
      withSchema("{ properties: { p: { not: { $ref: '#/components/schemas/A/properties/p' } } } }"),
      ["error no-schema-cycle 5:24 The schema `p` applies itself to the same value."],
    ],
    [
      "a schema that applies itself by `dependentSchemas`",
      withSchema("{ dependentSchemas: { p: { $ref: '#/components/schemas/A' } } }"),
      ["error no-schema-cycle 5:5 The schema `A` applies itself to the same value."],
    ],
    [
      "an alternative that is only a reference to its parent",
      `components:\n  schemas:\n    A: { oneOf: [{ $ref: '#/components/schemas/B' }] }\n    B: { $ref: '#/components/schemas/A' }\n`,
      ["error no-schema-cycle 5:5 The schema `A` applies itself to the same value."],
    ],
    [
      "an alternative that its parent also applies by `allOf`",
      `components:\n  schemas:\n    A: { allOf: [{ $ref: '#/components/schemas/B' }], oneOf: [{ $ref: '#/components/schemas/B' }] }\n    B: { allOf: [{ $ref: '#/components/schemas/A' }] }\n`,
      ["error no-schema-cycle 5:5 The schema `A` applies itself to the same value."],
    ],
    [
      "references with keywords beside them, and a dynamic reference, and nothing else about them",
      "components:\n  schemas:\n    A: { $ref: '#/components/schemas/B', title: a }\n    B: { description: x, $ref: '#/components/schemas/A' }\n    C: { $ref: '#/components/schemas/C', title: c }\n    D: { $dynamicAnchor: d, allOf: [{ $dynamicRef: '#d' }] }\n",
      [
        "error no-schema-cycle 5:5 The schema `A` applies itself to the same value.",
        "error no-schema-cycle 7:5 The schema `C` applies itself to the same value.",
        "error no-schema-cycle 8:5 The schema `D` applies itself to the same value.",
      ],
    ],
    [
      "a response and a parameter that refer to themselves",
      "components:\n  responses:\n    A: { $ref: '#/components/responses/A', description: x }\n  parameters:\n    B: { $ref: '#/components/parameters/B', description: x }\n",
      [
        "error no-schema-cycle 7:5 The reference `B` leads to itself.",
        "error no-schema-cycle 5:5 The reference `A` leads to itself.",
      ],
    ],
  ],
  accepts: [
    [
      "an alternative whose `allOf` refers to its parent",
      `components:\n  schemas:\n    A: { oneOf: [{ $ref: '#/components/schemas/B' }] }\n    B: { allOf: [{ $ref: '#/components/schemas/A' }] }\n`,
    ],
    [
      "recursion through properties and items",
      withSchema(
        "{ properties: { a: { $ref: '#/components/schemas/A' } }, items: { $ref: '#/components/schemas/A' } }",
      ),
    ],
  ],
  leavesOut: [
    [
      "a schema that applies itself",
      withSchema("{ allOf: [{ $ref: '#/components/schemas/A' }] }"),
      "components.schemas.A",
      {},
    ],
  ],
};
