import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  camelCase,
  isIdentifier,
  pascalCase,
  fileNameSlug,
  splitWords,
} from "../../../generator/2-model/identifiers.ts";

const ROWS: readonly [given: string, words: readonly string[], pascal: string, camel: string, slug: string][] = [
  ["get-pets", ["get", "pets"], "GetPets", "getPets", "get-pets"],
  ["X-API-TOKEN", ["X", "API", "TOKEN"], "XApiToken", "xApiToken", "x-api-token"],
  ["listPets", ["listPets"], "ListPets", "listPets", "list-pets"],
  ["HTTPError", ["HTTPError"], "HTTPError", "httpError", "httperror"],
  ["HTTP", ["HTTP"], "HTTP", "http", "http"],
  ["iam.scim.v2.User", ["iam", "scim", "v2", "User"], "IamScimV2User", "iamScimV2User", "iam-scim-v2-user"],
  ["snake_case__name_", ["snake", "case", "name"], "SnakeCaseName", "snakeCaseName", "snake-case-name"],
  ["a 1.2", ["a", "1", "2"], "A1_2", "a1_2", "a-1-2"],
  ["2fa", ["2fa"], "_2fa", "_2fa", "2fa"],
  ["Generic<List[Pet]>", ["Generic", "List", "Pet"], "GenericListPet", "genericListPet", "generic-list-pet"],
  ["Crème Brûlée", ["Crème", "Brûlée"], "CrèmeBrûlée", "crèmeBrûlée", "creme-brulee"],
  ["клиент заказ", ["клиент", "заказ"], "КлиентЗаказ", "клиентЗаказ", ""],
  ["获取 宠物", ["获取", "宠物"], "获取宠物", "获取宠物", ""],
  ["🐶 dog", ["u1f436", "dog"], "U1f436Dog", "u1f436Dog", "u1f436-dog"],
  ["❤️", ["u2764"], "U2764", "u2764", "u2764"],
  ["../../etc/passwd", ["etc", "passwd"], "EtcPasswd", "etcPasswd", "etc-passwd"],
  ["*/;alert(1)//", ["alert", "1"], "Alert1", "alert1", "alert-1"],
  ["", [], "", "", ""],
  ["+-*/", [], "", "", ""],
];

describe.each(ROWS)("%s", (given, words, pascal, camel, file) => {
  it("splits into words", () => expect(splitWords(given)).toEqual(words));
  it("becomes a type name", () => expect(pascalCase(splitWords(given))).toBe(pascal));
  it("becomes a value name", () => expect(camelCase(splitWords(given))).toBe(camel));
  it("becomes a file name", () => expect(fileNameSlug(given)).toBe(file));
});

it("converts any string to an identifier that JavaScript accepts, or to an empty string", () => {
  const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), fc.string());
  fc.assert(
    fc.property(anyText, (text) => {
      for (const name of [pascalCase(splitWords(text)), camelCase(splitWords(text))]) {
        expect(name === "" || isIdentifier(name)).toBe(true);
      }
      expect(fileNameSlug(text)).toMatch(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/);
    }),
    { numRuns: 2000 },
  );
});
