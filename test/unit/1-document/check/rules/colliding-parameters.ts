import { OK } from "../descriptions.ts";
import type { RuleTable } from "../rule-tables.ts";

export const table: RuleTable = {
  reports: [
    [
      "parameters of an operation that are sent under one name",
      `paths: { /a: { parameters: [{ name: x, in: query, schema: {} }, { name: y, in: query, schema: {} }], get: { parameters: [{ name: y, in: cookie, schema: {} }, { name: o, in: query, schema: { allOf: [{ properties: { x: {}, z: {} } }] } }, { name: d, in: query, style: deepObject, schema: { properties: { e: {} } } }, { name: 'd[e]', in: query, schema: {} }, { name: p, in: query, explode: false, schema: { properties: { x: {} } } }, { name: r, in: query, schema: { additionalProperties: {} } }], ${OK} } } }`,
      [
        "warning colliding-parameters 3:167 The parameters `x` and `o` are both sent as `x`.",
        "warning colliding-parameters 3:324 The parameters `d` and `d[e]` are both sent as `d[e]`.",
      ],
    ],
  ],
};
