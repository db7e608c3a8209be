/** Types that say what the schema says: what they must take though it is unusual, and what they can refuse. */
import type { Hazard } from "../../support/hazard.ts";

export const FIDELITY: readonly Hazard[] = [
  {
    name: "keywords of objects beside values of other kinds",
    spec: `
      components:
        schemas:
          Loose: { type: [string, object], properties: { a: { type: string } } }
          Beside: { $ref: "#/components/schemas/Loose", required: [a] }
          Inside: { allOf: [{ $ref: "#/components/schemas/Loose" }, { properties: { b: { type: number } } }] }
          Nullable: { type: [object, "null"], allOf: [{ required: [a] }] }
          Nulled: { type: [object, "null"], allOf: [{ $ref: "#/components/schemas/Untyped" }] }
          Untyped: { properties: { a: { type: number } } }
          Either: { type: [object, "null"], properties: { a: { type: string }, b: { type: string } }, anyOf: [{ required: [a] }, { required: [b] }] }
          Listed: { type: [array, "null"], anyOf: [{ items: { type: string } }, { items: { type: number } }] }
    `,
    values: [
      ["Beside", "yes", `"text"`],
      ["Beside", "yes", `{ a: "x" }`],
      ["Beside", "no", `{}`],
      ["Inside", "yes", `"text"`],
      ["Inside", "yes", `{ a: "x", b: 1 }`],
      ["Inside", "no", `{ b: "1" }`],
      ["Inside", "no", `1`],
      ["Nullable", "yes", "null"],
      ["Nullable", "yes", "{ a: 1 }"],
      ["Nullable", "no", "{}"],
      ["Nulled", "yes", "null"],
      ["Nulled", "no", `{ a: "1" }`],
      ["Either", "yes", "null"],
      ["Either", "yes", `{ b: "x" }`],
      ["Either", "no", "{}"],
      ["Listed", "yes", "null"],
      ["Listed", "yes", "[1]"],
      ["Listed", "no", "[1, true]"],
      ["Listed", "no", `"1"`],
    ],
  },
  {
    name: "arrays of exact lengths, and what is not evaluated",
    spec: `
      components:
        schemas:
          Point: { type: array, items: { type: number }, minItems: 2, maxItems: 2 }
          Void: { type: array, maxItems: 0 }
          Rest: { type: array, prefixItems: [{ type: string }], minItems: 1, unevaluatedItems: { type: number } }
          Found: { type: array, prefixItems: [{ type: string }], minItems: 1, contains: { type: number }, unevaluatedItems: false }
          Only: { type: array, unevaluatedItems: { type: number } }
          Held: { type: object, properties: { a: { type: string } }, unevaluatedProperties: { type: string } }
          If: { type: object, properties: { a: { type: string } }, if: { required: [b], properties: { b: { type: number } } }, unevaluatedProperties: { type: string } }
    `,
    values: [
      ["Point", "yes", "[1, 2]"],
      ["Point", "no", "[1]"],
      ["Point", "no", "[1, 2, 3]"],
      ["Void", "yes", "[]"],
      ["Void", "no", "[1]"],
      ["Rest", "yes", `["a", 1, 2]`],
      ["Rest", "no", `["a", "b"]`],
      ["Found", "yes", `["a", 1, 2]`],
      ["Found", "narrow", `["a", 1, "b"]`],
      ["Only", "yes", "[1]"],
      ["Only", "no", `["1"]`],
      ["Held", "yes", `{ a: "x", b: "y" }`],
      ["Held", "no", `{ a: "x", b: 1 }`],
    ],
  },
  {
    name: "properties by prefix",
    spec: `
      components:
        schemas:
          Closed: { type: object, properties: { id: { type: integer } }, patternProperties: { "^x-": { type: string } }, additionalProperties: false }
          Open: { type: object, patternProperties: { "^x-": { type: string } } }
          Typed: { type: object, required: [id], properties: { id: { type: integer } }, patternProperties: { "^x-": { type: boolean } }, additionalProperties: { type: string } }
          Forbidding: { type: object, patternProperties: { "^_": false } }
          Never: { type: object, properties: { a: { not: {} }, b: { type: string } } }
    `,
    values: [
      ["Closed", "yes", `{ id: 1, "x-a": "b" }`],
      ["Closed", "no", `{ id: 1, "x-a": 2 }`],
      ["Closed", "no", `{ id: 1, y: "b" }`],
      ["Open", "yes", `{ a: 1, "x-a": "b" }`],
      ["Open", "no", `{ "x-a": 1 }`],
      ["Typed", "yes", `{ id: 1, "x-a": true, b: "c" }`],
      ["Typed", "no", `{ id: 1, "x-a": "c" }`],
      ["Typed", "narrow", `{ id: 1, b: true }`],
      ["Forbidding", "yes", `{ a: 1 }`],
      ["Forbidding", "no", `{ _a: 1 }`],
      ["Never", "yes", `{ b: "x" }`],
      ["Never", "no", `{ a: 1 }`],
    ],
  },
  {
    name: "dynamic references",
    spec: `
      components:
        schemas:
          Tree: { $dynamicAnchor: node, type: object, required: [children], properties: { data: true, children: { type: array, items: { $dynamicRef: "#node" } } } }
          Texts: { $id: "https://hazard.test/texts", type: array, items: { $dynamicRef: "#item" }, $defs: { item: { $dynamicAnchor: item, type: string } } }
          Numbers: { $id: "https://hazard.test/numbers", $dynamicAnchor: item, type: number }
    `,
    values: [
      ["Tree", "yes", `{ children: [{ children: [], data: 1 }] }`],
      ["Tree", "no", `{ children: [{}] }`],
      ["Texts", "yes", `["a"]`],
      ["Texts", "narrow", `[1]`],
      ["Texts", "no", `[true]`],
    ],
  },
];
