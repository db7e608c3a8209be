import { withSchema } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "siblings of a reference in 3.0",
      "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}\n" +
        withSchema("{ $ref: '#/components/schemas/B', title: x }") +
        "    B: {}\n",
      ["warning spec-ref-siblings 6:42 Property `title` is not expected here because it is defined alongside `$ref`."],
    ],
  ],
  accepts: [
    [
      "siblings of a schema reference in 3.1",
      withSchema("{ $ref: '#/components/schemas/B', title: x }") + "    B: {}\n",
    ],
  ],
};
