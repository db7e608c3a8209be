import { expect, it } from "vitest";
import type { Document, Schema, SchemaObject } from "../../../../generator/1-document/openapi.ts";
import { expandDiscriminators } from "../../../../generator/1-document/rewrite/discriminators.ts";
import { TAGS, VALIDATED_AS } from "../../../../generator/1-document/schemas/narrowing.ts";

type Schemas = Readonly<Record<string, Schema>>;

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const tagged = (name: string, ...values: readonly string[]): Schema => ({
  allOf: [ref(name), { required: ["kind"], properties: { kind: { enum: values } }, [VALIDATED_AS]: true }],
});

/** Returns the internal keyword with the values that select each alternative. */
const tags = (...values: readonly (readonly string[])[]): SchemaObject => ({ [TAGS]: { property: "kind", values } });

/** Returns the tag of a component that inherits it from a base. */
const inherited = (...values: readonly string[]): Schema => ({
  properties: { kind: { enum: values } },
  [VALIDATED_AS]: true,
});

const discriminator = { propertyName: "kind" };
const Open: Schema = { type: "object", properties: { kind: { type: "string" } } };
const Pet: Schema = { ...Open, description: "A pet" };

/** Compares the rewritten schemas of a document. Schemas that `want` does not list stay unchanged. */
const ROWS: readonly [name: string, given: Schemas, want: Schemas][] = [
  ["none", { A: { oneOf: [ref("B")] }, B: Open }, {}],
  [
    "tags alternatives with their names",
    { A: { oneOf: [ref("B")], discriminator }, B: Open },
    { A: { oneOf: [tagged("B", "B")], ...tags(["B"]) } },
  ],
  [
    "tags alternatives of anyOf",
    { A: { anyOf: [ref("B")], discriminator }, B: Open },
    { A: { anyOf: [tagged("B", "B")], ...tags(["B"]) } },
  ],
  [
    "tags alternatives with the keys of the mapping",
    {
      A: { oneOf: [ref("B")], discriminator: { ...discriminator, mapping: { b: "B", c: "#/components/schemas/B" } } },
      B: Open,
    },
    { A: { oneOf: [tagged("B", "b", "c")], ...tags(["b", "c"]) } },
  ],
  [
    "keeps an alternative that restricts the property itself",
    { A: { oneOf: [ref("B")], discriminator }, B: { properties: { kind: { const: "B" } } } },
    { A: { oneOf: [ref("B")], ...tags(["B"]) } },
  ],
  [
    "keeps an alternative that excludes the property",
    { A: { oneOf: [ref("B")], discriminator }, B: { type: "object", additionalProperties: false } },
    { A: { oneOf: [ref("B")] } },
  ],
  [
    "keeps an alternative that is a union, a string, or inline",
    { A: { oneOf: [ref("B"), ref("C"), Open], discriminator }, B: { oneOf: [Open] }, C: { type: "string" } },
    { A: { oneOf: [ref("B"), ref("C"), Open] } },
  ],
  [
    "turns a base into the union of its descendants",
    {
      Pet: { ...Pet, discriminator },
      Cat: { allOf: [ref("Pet")] },
      Lion: { allOf: [ref("Cat")] },
      Zoo: { items: ref("Pet") },
    },
    {
      Pet: {
        description: "A pet",
        anyOf: [tagged("PetBase", "Pet"), tagged("Cat", "Cat"), tagged("Lion", "Lion")],
        [VALIDATED_AS]: ref("PetBase"),
      },
      PetBase: Pet,
      Cat: { allOf: [ref("PetBase"), inherited("Cat", "Lion")] },
      Lion: { allOf: [ref("Cat"), inherited("Lion")] },
    },
  ],
  [
    "leaves tags of alternatives out that descendants have themselves",
    {
      Pet: { ...Pet, required: ["kind"], discriminator: { ...discriminator, mapping: { cat: "Cat", lion: "Lion" } } },
      Cat: { allOf: [ref("Pet")] },
      Lion: { allOf: [ref("Pet"), { properties: { kind: { const: "lion" } } }] },
    },
    {
      Pet: { description: "A pet", anyOf: [ref("Cat"), ref("Lion")], [VALIDATED_AS]: ref("PetBase") },
      PetBase: { ...Pet, required: ["kind"] },
      Cat: { allOf: [ref("PetBase"), { required: ["kind"], ...Object(inherited("cat")) }] },
      Lion: { allOf: [ref("PetBase"), { properties: { kind: { const: "lion" } } }] },
    },
  ],
  ["keeps a base without descendants", { Pet: { ...Pet, discriminator }, Zoo: { items: ref("Pet") } }, { Pet }],
  [
    "does not count an inline `allOf` as a descendant",
    {
      Pet: { ...Pet, discriminator },
      Cat: { allOf: [ref("Pet")] },
      Zoo: { properties: { star: { allOf: [ref("Pet")] } } },
    },
    {
      Pet: {
        description: "A pet",
        anyOf: [tagged("PetBase", "Pet"), tagged("Cat", "Cat")],
        [VALIDATED_AS]: ref("PetBase"),
      },
      PetBase: Pet,
      Cat: { allOf: [ref("PetBase"), inherited("Cat")] },
    },
  ],
  [
    "updates references into a base, and avoids taken names",
    { Pet: { ...Pet, discriminator }, Cat: { allOf: [ref("Pet")] }, PetBase: ref("Pet/properties/kind") },
    {
      Pet: {
        description: "A pet",
        anyOf: [tagged("PetBase_", "Pet"), tagged("Cat", "Cat")],
        [VALIDATED_AS]: ref("PetBase_"),
      },
      PetBase_: Pet,
      Cat: { allOf: [ref("PetBase_"), inherited("Cat")] },
      PetBase: ref("PetBase_/properties/kind"),
    },
  ],
];

it.each(ROWS)("expandDiscriminators: %s", (_name, given, want) => {
  const document: Document = { openapi: "3.2.0", info: { title: "t", version: "1" }, components: { schemas: given } };
  expect(expandDiscriminators(document).components?.schemas).toEqual({ ...given, ...want });
});
