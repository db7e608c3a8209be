import type { RuleTable } from "../rule-tables.ts";

const generic = (id: string): string =>
  `components:\n  schemas:\n    A: { ${id}$defs: { t: { $dynamicAnchor: t } } }\n    B: { $ref: '#/components/schemas/A', $defs: { t: { $dynamicAnchor: t, $ref: '#/components/schemas/C' } } }\n    C: { type: string }\n`;

export const table: RuleTable = {
  reports: [
    [
      "an anchor of two components, one of them beside a reference",
      generic(""),
      ["warning duplicate-anchor 6:72 The `$dynamicAnchor` `t` is used twice in one resource."],
    ],
  ],
  accepts: [["an anchor of two resources", generic("$id: 'https://a.example/A', ")]],
};
