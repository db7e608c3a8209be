/** Random schemas and values: our validators accept exactly what ajv accepts, which the generator does not use. */
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Schema } from "../../../generator/1-document/openapi.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import { validatorsOf } from "../../support/validators.ts";
import { withSchemas } from "../2-model/documents.ts";

const NAMES = ["a", "b", "c", "constructor"] as const;

const name = fc.constantFrom(...NAMES);
const small = fc.integer({ min: 0, max: 3 });
const leaf = fc.constantFrom<unknown>(null, true, false, 0, 1, -1, 2, 1.5, 3, "", "a", "ab", "abc", "b");
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: "value" },
    { arbitrary: leaf, weight: 3 },
    { arbitrary: fc.array(tie("value"), { maxLength: 3 }), weight: 1 },
    { arbitrary: fc.dictionary(name, tie("value"), { maxKeys: 3, noNullPrototype: true }), weight: 2 },
  ),
}));

const type = fc.constantFrom("null", "boolean", "integer", "number", "string", "array", "object");
const { schema } = fc.letrec<{ schema: unknown; schemas: unknown[] }>((tie) => ({
  schemas: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }),
  schema: fc.oneof(
    { maxDepth: 3, depthIdentifier: "schema" },
    { arbitrary: fc.record({ type }), weight: 3 },
    { arbitrary: fc.constantFrom(true, false, { $ref: "#/components/schemas/Tree" }), weight: 1 },
    {
      arbitrary: fc.record(
        {
          type: fc.oneof(type, fc.uniqueArray(type, { minLength: 2, maxLength: 3 })),
          enum: fc.array(leaf, { minLength: 1, maxLength: 3 }),
          const: leaf,
          minimum: small,
          exclusiveMaximum: small,
          multipleOf: fc.constantFrom(1, 2),
          minLength: small,
          maxLength: small,
          pattern: fc.constantFrom("^a", "b$", "^(a|ab)*$"),
          minItems: small,
          maxItems: small,
          uniqueItems: fc.constant(true),
        },
        { requiredKeys: [] },
      ),
      weight: 3,
    },
    {
      arbitrary: fc.record(
        {
          properties: fc.dictionary(name, tie("schema"), { maxKeys: 3, noNullPrototype: true }),
          required: fc.uniqueArray(name, { maxLength: 2 }),
          additionalProperties: tie("schema"),
          patternProperties: fc.dictionary(fc.constantFrom("^a", "c"), tie("schema"), { noNullPrototype: true }),
          propertyNames: tie("schema"),
          minProperties: small,
          dependentRequired: fc.dictionary(name, fc.uniqueArray(name, { maxLength: 2 }), { noNullPrototype: true }),
          dependentSchemas: fc.dictionary(name, tie("schema"), { maxKeys: 1, noNullPrototype: true }),
          unevaluatedProperties: tie("schema"),
        },
        { requiredKeys: [] },
      ),
      weight: 3,
    },
    {
      arbitrary: fc.record(
        {
          prefixItems: tie("schemas"),
          items: tie("schema"),
          contains: tie("schema"),
          minContains: small,
          maxContains: small,
          unevaluatedItems: tie("schema"),
        },
        { requiredKeys: [] },
      ),
      weight: 2,
    },
    {
      arbitrary: fc.record(
        {
          allOf: tie("schemas"),
          anyOf: tie("schemas"),
          oneOf: tie("schemas"),
          not: tie("schema"),
          if: tie("schema"),
          then: tie("schema"),
          else: tie("schema"),
          properties: fc.dictionary(name, tie("schema"), { maxKeys: 2, noNullPrototype: true }),
          unevaluatedProperties: fc.constant(false),
        },
        { requiredKeys: [] },
      ),
      weight: 2,
    },
  ),
}));

const TREE = { type: "object", properties: { a: { $ref: "#/components/schemas/Tree" } }, required: ["b"] } as const;

/** Schemas for which ajv deviates from JSON Schema. They are not compared. */
const DIFFERENCES: readonly {
  readonly why: string;
  readonly applies: (schemaJson: string) => boolean;
  readonly example: Case;
}[] = [
  {
    why: "ajv treats all items as evaluated by `contains`, not only the matching ones, Core §10.3.1.3",
    applies: (text) => text.includes('"contains"') && text.includes('"unevaluatedItems"'),
    example: { schema: { contains: { const: 1 }, unevaluatedItems: false }, values: [[1, 2]] },
  },
  {
    why: "ajv accepts an empty array for `contains: {}` beside `prefixItems`, Core §10.3.1.3",
    applies: (text) => text.includes('"contains"') && text.includes('"prefixItems"'),
    example: { schema: { prefixItems: [{ minimum: 1 }], contains: {} }, values: [[]] },
  },
];

interface Case {
  readonly schema: unknown;
  readonly values: readonly unknown[];
}

function disagreements({ schema: given, values }: Case): readonly unknown[] {
  const document = withSchemas({ Value: given as Schema, Tree: TREE }); // fast-check has generated JSON
  const { Value } = validatorsOf(buildApi(document));
  const ajv = new Ajv2020({ strict: false, ownProperties: true });
  const ajvValidate = ajv.compile({ allOf: [given as Schema], components: { schemas: { Tree: TREE } } });
  return values.filter((each) => {
    const issues = Value?.validate(each) ?? [];
    expect(Value?.is(each)).toBe(issues.length === 0);
    expect(issues.length).toBeLessThanOrEqual(20);
    return ajvValidate(each) !== (issues.length === 0);
  });
}

describe("our validators and ajv", () => {
  test("agree on random schemas and values", () => {
    const one = fc.record({ schema, values: fc.array(value, { minLength: 5, maxLength: 15 }) });
    fc.assert(
      fc.property(one, (drawn) => {
        const text = JSON.stringify(drawn.schema);
        fc.pre(!DIFFERENCES.some(({ applies }) => applies(text)));
        expect(disagreements(drawn)).toEqual([]);
      }),
      { numRuns: 200, seed: 20_261_124 },
    );
  });

  test.each(DIFFERENCES)("still differ: $why", ({ example }) => {
    expect(disagreements(example)).toEqual(example.values);
  });
});
