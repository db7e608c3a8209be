/** Unions that name the children of a base with a discriminator narrow by its property. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { JsonObject } from "../../../generator/1-document/json.ts";
import type { Schema } from "../../../generator/1-document/openapi.ts";
import { rewriteDocument } from "../../../generator/1-document/rewrite/rewrite-document.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import { typesView } from "../../../generator/3-views/types.ts";
import { printPage } from "../../support/print-page.ts";
import { typecheck } from "../../support/typecheck.ts";
import { validatorsOf } from "../../support/validators.ts";
import { makeWorkspace } from "../../support/workspace.ts";
import { withSchemas } from "../2-model/documents.ts";

const folder = makeWorkspace();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const child = (base: string, property: string): Schema => ({
  allOf: [ref(base), { type: "object", required: [property], properties: { [property]: { type: "boolean" } } }],
});

const DOCUMENT = withSchemas({
  Pet: {
    type: "object",
    required: ["petType"],
    properties: { petType: { type: "string" } },
    discriminator: { propertyName: "petType", mapping: { cat: "Cat", dog: "Dog", puppy: "Puppy" } },
  },
  Cat: child("Pet", "meow"),
  Dog: child("Pet", "bark"),
  Puppy: child("Dog", "tiny"),
  Named: { oneOf: [ref("Cat"), ref("Dog")] },
});

const USE = `
import type { Cat, Dog, Named, Pet, Puppy } from "./types.js";
export function ofNamed(pet: Named): boolean {
  return pet.petType === "cat" ? pet.meow : pet.bark;
}
export function ofPet(pet: Pet): boolean {
  return pet.petType === "puppy" ? pet.tiny : pet.petType === "dog" ? pet.bark : pet.meow;
}
export const cat: Cat = { petType: "cat", meow: true };
export const puppy: Puppy = { petType: "puppy", bark: true, tiny: true };
export const dog: Dog = puppy;
// @ts-expect-error -- the mapping has another value for this schema
export const wrong: Cat = { petType: "dog", meow: true };
`;

test("alternatives that are children of a base narrow, and so do children of children", async () => {
  const api = buildApi(rewriteDocument(DOCUMENT as object as JsonObject)); // a document is JSON
  writeFileSync(join(folder, "types.ts"), printPage("types.ts", "types.ts", typesView(api)));
  writeFileSync(join(folder, "use.ts"), USE);
  expect(await typecheck([join(folder, "use.ts")])).toEqual([]);
});

test.each([false, true])("children of a closed base keep their values, extendClosedBases: %s", (extendClosedBases) => {
  const circle = { allOf: [ref("Shape")], properties: { radius: { type: "number" } }, additionalProperties: false };
  const document = withSchemas({
    Shape: {
      type: "object",
      required: ["kind"],
      properties: { kind: { type: "string" } },
      additionalProperties: false,
      discriminator: { propertyName: "kind", mapping: { circle: "Circle", square: "Square" } },
    },
    Circle: circle as Schema,
    Square: circle as Schema,
  });
  const api = buildApi(rewriteDocument(document as object as JsonObject, { extendClosedBases })); // a document is JSON
  const types = printPage("types.ts", "types.ts", typesView(api));
  expect(types).toContain('kind: "circle"');
  expect(types).toContain('kind: "square"');
  const { Circle } = validatorsOf(api);
  expect(Circle?.is({ kind: "circle", radius: 1 })).toBe(extendClosedBases);
});
