import { expect, it } from "vitest";
import type { Document, Schema } from "../../../../generator/1-document/openapi.ts";
import { expandDiscriminators } from "../../../../generator/1-document/rewrite/discriminators.ts";

type Schemas = Readonly<Record<string, Schema>>;

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const tagged = (name: string, ...values: readonly string[]): Schema => ({
  allOf: [ref(name), { required: ["kind"], properties: { kind: { enum: values } } }],
});

const discriminator = { propertyName: "kind" };
const Open: Schema = { type: "object", properties: { kind: { type: "string" } } };
const Pet: Schema = { ...Open, description: "A pet" };

/** What becomes of the schemas of a document; those that are not named in `want` stay as they are. */
const ROWS: readonly [name: string, given: Schemas, want: Schemas][] = [
  ["none", { A: { oneOf: [ref("B")] }, B: Open }, {}],
  [
    "alternatives by their names",
    { A: { oneOf: [ref("B")], discriminator }, B: Open },
    { A: { oneOf: [tagged("B", "B")] } },
  ],
  ["anyOf too", { A: { anyOf: [ref("B")], discriminator }, B: Open }, { A: { anyOf: [tagged("B", "B")] } }],
  [
    "alternatives by a mapping",
    {
      A: { oneOf: [ref("B")], discriminator: { ...discriminator, mapping: { b: "B", c: "#/components/schemas/B" } } },
      B: Open,
    },
    { A: { oneOf: [tagged("B", "b", "c")] } },
  ],
  [
    "an alternative that names itself",
    { A: { oneOf: [ref("B")], discriminator }, B: { properties: { kind: { const: "B" } } } },
    { A: { oneOf: [ref("B")] } },
  ],
  [
    "an alternative that excludes the property",
    { A: { oneOf: [ref("B")], discriminator }, B: { type: "object", additionalProperties: false } },
    { A: { oneOf: [ref("B")] } },
  ],
  [
    "an alternative that is a union, text, or written in place",
    { A: { oneOf: [ref("B"), ref("C"), Open], discriminator }, B: { oneOf: [Open] }, C: { type: "string" } },
    { A: { oneOf: [ref("B"), ref("C"), Open] } },
  ],
  [
    "a base and its descendants",
    {
      Pet: { ...Pet, discriminator },
      Cat: { allOf: [ref("Pet")] },
      Lion: { allOf: [ref("Cat")] },
      Zoo: { items: ref("Pet") },
    },
    {
      Pet: { description: "A pet", anyOf: [tagged("PetBase", "Pet"), tagged("Cat", "Cat"), tagged("Lion", "Lion")] },
      PetBase: Pet,
      Cat: { allOf: [ref("PetBase")] },
    },
  ],
  ["a base without descendants", { Pet: { ...Pet, discriminator }, Zoo: { items: ref("Pet") } }, { Pet }],
  [
    "a use in `allOf` is no descendant",
    {
      Pet: { ...Pet, discriminator },
      Cat: { allOf: [ref("Pet")] },
      Zoo: { properties: { star: { allOf: [ref("Pet")] } } },
    },
    {
      Pet: { description: "A pet", anyOf: [tagged("PetBase", "Pet"), tagged("Cat", "Cat")] },
      PetBase: Pet,
      Cat: { allOf: [ref("PetBase")] },
    },
  ],
  [
    "a reference to a part of a base, and a name that is taken",
    { Pet: { ...Pet, discriminator }, Cat: { allOf: [ref("Pet")] }, PetBase: ref("Pet/properties/kind") },
    {
      Pet: { description: "A pet", anyOf: [tagged("PetBase_", "Pet"), tagged("Cat", "Cat")] },
      PetBase_: Pet,
      Cat: { allOf: [ref("PetBase_")] },
      PetBase: ref("PetBase_/properties/kind"),
    },
  ],
];

it.each(ROWS)("withTags: %s", (_name, given, want) => {
  const document: Document = { openapi: "3.2.0", info: { title: "t", version: "1" }, components: { schemas: given } };
  expect(expandDiscriminators(document).components?.schemas).toEqual({ ...given, ...want });
});
