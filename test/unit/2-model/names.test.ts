import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignModelNames, type NameSubjects } from "../../../generator/2-model/names.ts";
import type { OperationSubject, SchemaSubject } from "../../../generator/2-model/name-candidates.ts";
import { isIdentifier } from "../../../generator/2-model/identifiers.ts";

const NOTHING: NameSubjects = { schemas: [], operations: [], securitySchemes: [], tags: [] };

function operation(path: string, operationId?: string, rest: Partial<OperationSubject> = {}): OperationSubject {
  const method = rest.method ?? "GET";
  return { pointer: `${path} ${method}`, operationId, method, path, tag: undefined, ...rest };
}

function component(key: string, differs = false): SchemaSubject {
  return {
    pointer: `#/components/schemas/${key}`,
    key,
    isComponent: true,
    hasInputForm: differs,
    messageForm: "response",
  };
}

function inner(pointer: string): SchemaSubject {
  return {
    pointer,
    key: pointer.split("/").at(-1) ?? "",
    isComponent: false,
    hasInputForm: false,
    messageForm: "response",
  };
}

const OPERATIONS: readonly [name: string, given: readonly OperationSubject[], want: readonly string[]][] = [
  [
    "an identifier is unchanged",
    [operation("/a", "getClients"), operation("/b", "get_clients")],
    ["getClients", "get_clients"],
  ],
  ["a capitalized identifier is unchanged", [operation("/a", "GetClients")], ["GetClients"]],
  ["any other id becomes an identifier", [operation("/a", "pets.list-all")], ["petsListAll"]],
  ["a keyword", [operation("/a", "delete"), operation("/b", "import")], ["delete", "import"]],
  ["a property of every object", [operation("/a", "constructor"), operation("/b", "then")], ["constructor", "then"]],
  ["a name of generated code", [operation("/a", "send"), operation("/b", "links")], ["send", "links"]],
  [
    "no operationId",
    [operation("/pets/{id}"), operation("/pets", undefined, { method: "POST" })],
    ["getPetsById", "postPets"],
  ],
  ["an empty operationId counts as absent", [operation("/pets", "")], ["getPets"]],
  ["adjacent parameters", [operation("/{owner}/{repo}/x.{format}")], ["getByOwnerAndRepoXByFormat"]],
  ["the root", [operation("/")], ["getRoot"]],
  ["a method of words", [operation("/a", undefined, { method: "M-SEARCH" })], ["mSearchA"]],
  [
    "a name that another operation has unchanged",
    [operation("/a", "get-pets"), operation("/b", "getPets")],
    ["getPetsGetA", "getPets"],
  ],
  [
    "two ids with the same words differ by their tags",
    [operation("/a", "get-pets", { tag: "cats" }), operation("/b", "get.pets", { tag: "dogs" })],
    ["getPets", "getPetsDogs"],
  ],
  [
    "a name does not equal the words of others",
    [operation("/a/{b}"), operation("/a/by/b")],
    ["getAByB_174q3ku", "getAByB"],
  ],
  ["any script", [operation("/a", "получить клиентов"), operation("/b", "🐶")], ["получитьКлиентов", "u1f436"]],
];

describe("operations", () => {
  it.each(OPERATIONS)("%s", (_name, operations, want) => {
    const names = assignModelNames({ ...NOTHING, operations });
    expect(operations.map(({ pointer }) => names.operations.get(pointer))).toEqual(want);
  });
});

const SCHEMAS: readonly [name: string, given: readonly SchemaSubject[], want: readonly string[]][] = [
  ["a capitalized identifier is unchanged", [component("Client"), component("HTTP_Error")], ["Client", "HTTP_Error"]],
  ["any other key becomes an identifier", [component("client"), component("api.v1.Pet")], ["Client", "ApiV1Pet"]],
  ["a global", [component("Error"), component("Record")], ["Error", "Record"]],
  ["a name of the runtime library", [component("Status"), component("api")], ["Status", "Api"]],
  ["an unchanged key takes precedence", [component("pet"), component("Pet")], ["PetSchema", "Pet"]],
  ["a name with symbols only", [component("*")], ["Schema"]],
  [
    "schemas inside other schemas",
    [component("Pet"), inner("#/components/schemas/Pet/properties/tag")],
    ["Pet", "PetTag"],
  ],
  [
    "schemas inside others with the name of a component",
    [component("PetTag"), inner("#/components/schemas/Pet/properties/tag")],
    ["PetTag", "ComponentsSchemasPetPropertiesTag"],
  ],
  ["items", [inner("#/components/schemas/Pets/items")], ["PetsItem"]],
  [
    "schemas of paths",
    [inner("#/paths/~1pets~1{id}/get/responses/200/content/application~1json/schema")],
    ["PetsByIdGet200"],
  ],
];

it("gives constants of operations other names than schemas and keywords, because one file exports all", () => {
  const names = assignModelNames({
    ...NOTHING,
    operations: [operation("/a", "Pet"), operation("/b", "pet"), operation("/c", "delete"), operation("/d", "exports")],
    schemas: [component("Pet")],
  });
  expect([...names.operations.values()].toSorted()).toEqual(["Pet", "delete", "exports", "pet"]);
  expect([...names.constants.values()].toSorted()).toEqual([
    "PetOperation",
    "deleteOperation",
    "exportsOperation",
    "pet",
  ]);
  expect(names.renames).toEqual([]);
});

describe("schemas", () => {
  it.each(SCHEMAS)("%s", (_name, schemas, want) => {
    const names = assignModelNames({ ...NOTHING, schemas });
    expect(schemas.map(({ pointer }) => names.identifiers.get(pointer))).toEqual(want);
  });

  it("gives request forms names that no component has", () => {
    const schemas = [component("Client", true), component("Pet", true), component("PetInput"), component("Size")];
    const { inputIdentifiers } = assignModelNames({ ...NOTHING, schemas });
    expect([...inputIdentifiers.values()]).toEqual(["ClientInput", "PetInRequest"]);
  });
});

const STEMS: readonly [name: string, given: Partial<NameSubjects>, want: readonly string[]][] = [
  [
    "the operation name in PascalCase",
    { operations: [operation("/a", "getPets"), operation("/b", "get_cats")] },
    ["GetPets", "GetCats"],
  ],
  [
    "an unchanged operation name takes precedence",
    { operations: [operation("/a", "getPets"), operation("/b", "GetPets")] },
    ["GetPetsOperation", "GetPets"],
  ],
  [
    "a component has the name of the request type",
    { operations: [operation("/a", "getPets")], schemas: [component("GetPetsRequest")] },
    ["GetPetsOperation"],
  ],
  [
    "a component has the name of the headers of a response",
    { operations: [operation("/a", "getPets")], schemas: [component("GetPetsResponse4XXHeaders")] },
    ["GetPetsOperation"],
  ],
  [
    "a request form has the name of the path parameters",
    { operations: [operation("/a", "x")], schemas: [component("XPath", true)] },
    ["XOperation"],
  ],
  [
    "an operation has the name of the result of another",
    { operations: [operation("/a", "Pets"), operation("/b", "PetsResult")] },
    ["PetsOperation", "PetsResult"],
  ],
  [
    "two operations would share a type name",
    { operations: [operation("/a", "x"), operation("/b", "xResponse200")] },
    ["X", "XResponse200Operation"],
  ],
  [
    "two operations would share a type name, in reverse order",
    { operations: [operation("/a", "XResponse200"), operation("/b", "x")] },
    ["XResponse200", "XOperation"],
  ],
  [
    "a component with the name of the stem does not clash",
    { operations: [operation("/a", "pet")], schemas: [component("Pet")] },
    ["Pet"],
  ],
];

describe("stems of types", () => {
  it.each(STEMS)("%s", (_name, given, want) => {
    const names = assignModelNames({ ...NOTHING, ...given });
    expect((given.operations ?? []).map(({ pointer }) => names.typeNames.get(pointer))).toEqual(want);
  });
});

const SCHEMES: readonly [name: string, given: Partial<NameSubjects>, want: readonly string[]][] = [
  ["an identifier is unchanged", { securitySchemes: ["ApiKeyAuth", "api_key"] }, ["ApiKeyAuth", "api_key"]],
  ["any other key becomes an identifier", { securitySchemes: ["X-API-TOKEN"] }, ["xApiToken"]],
  [
    "an operation has the name",
    { securitySchemes: ["login"], operations: [operation("/a", "login")] },
    ["loginScheme"],
  ],
  [
    "a type has the name",
    { securitySchemes: ["LoginRequest"], operations: [operation("/a", "login")] },
    ["LoginRequestScheme"],
  ],
  ["the name is reserved", { securitySchemes: ["default"] }, ["defaultScheme"]],
];

describe("security schemes", () => {
  it.each(SCHEMES)("%s", (_name, given, want) => {
    const names = assignModelNames({ ...NOTHING, ...given });
    expect((given.securitySchemes ?? []).map((key) => names.securitySchemes.get(key))).toEqual(want);
  });
});

const GROUPS: readonly [name: string, given: readonly string[], want: readonly string[]][] = [
  ["a slug is unchanged", ["clients"], ["clients"]],
  ["any other tag becomes a slug", ["Purchase Orders", "MagazineSeries"], ["purchase-orders", "magazine-series"]],
  ["file names differ in more than letter case", ["Pets", "pets", "PETS"], ["pets-group_", "pets", "pets-group"]],
  ["device names of Windows", ["CON", "nul", "com1"], ["con-group", "nul-group", "com1-group"]],
  ["no path outside of the folder", ["../secret", ".."], ["secret", "tag"]],
  ["no letter that is valid on every file system", ["Клиенты"], ["tag"]],
];

describe("groups", () => {
  it.each(GROUPS)("%s", (_name, tags, want) => {
    const { groups } = assignModelNames({ ...NOTHING, tags });
    const found = tags.map((tag) => groups.get(tag) ?? "");
    expect(found.map((name, index) => (want[index]?.endsWith("_") ? want[index] : name))).toEqual(want);
    expect(new Set(found.map((name) => name.toLowerCase())).size).toBe(tags.length);
  });
});

describe("renames", () => {
  it("lists names that differ from the description, with the reason", () => {
    const { renames } = assignModelNames({
      ...NOTHING,
      schemas: [component("Client"), component("Error"), component("pet"), component("Pet"), component("my-pet")],
      operations: [operation("/a", "getPets"), operation("/b", "get-pets"), operation("/c", "delete"), operation("/d")],
    });
    expect(renames.map(({ from, to, reason }) => [from, to, reason])).toEqual([
      ["my-pet", "MyPet", "spelling"],
      ["pet", "PetSchema", "taken"],
      ["get-pets", "getPetsGetB", "taken"],
    ]);
  });
});

describe("for any subjects", () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom("a", "b", "A", "-", "_", ".", "1", "Request") }),
    fc.string({ unit: "grapheme", maxLength: 6 }),
    fc.constantFrom(
      "delete",
      "Error",
      "getPets",
      "get-pets",
      "GetPets",
      "get_pets",
      "getPetsRequest",
      "constructor",
      "",
    ),
  );
  const maybeText = fc.option(text, { nil: undefined });
  const operations = fc
    .array(
      fc.record({ operationId: maybeText, tag: maybeText, method: fc.oneof(text, fc.constant("GET")), path: text }),
    )
    .map((list) => list.map((members, index): OperationSubject => ({ ...members, pointer: `#/paths/${index}` })));
  const messageForm = fc.constantFrom("response", "message");
  const subject = fc.tuple(text, fc.boolean(), fc.boolean(), messageForm);
  const schemas = fc.uniqueArray(subject, { selector: ([key, isComponent]) => `${key} ${isComponent}` }).map((list) =>
    list.map(([key, isComponent, differs, form]) => ({
      ...(isComponent ? component(key) : inner(`#/components/schemas/A/properties/${key}`)),
      hasInputForm: differs,
      messageForm: form,
    })),
  );
  const subjects = fc.record({
    operations,
    schemas,
    securitySchemes: fc.uniqueArray(text),
    tags: fc.uniqueArray(text),
  });

  it("all names are valid and unique in their scope", () => {
    fc.assert(
      fc.property(subjects, (given) => {
        const names = assignModelNames(given);
        const types = [
          ...names.identifiers.values(),
          ...names.inputIdentifiers.values(),
          ...names.messageIdentifiers.values(),
          ...[...names.typeNames.values()].flatMap((stem) =>
            ["Path", "Query", "Body", "Request", "Result", "Response200", "Response200Headers"].map(
              (end) => stem + end,
            ),
          ),
        ];
        const schemaNames = [names.identifiers, names.inputIdentifiers, names.messageIdentifiers].flatMap((some) => [
          ...some.values(),
        ]);
        const values = [...names.constants.values(), ...names.securitySchemes.values(), ...schemaNames];
        const files = [...names.groups.values()];
        const methods = [...names.operations.values()];
        for (const list of [types, values, files, methods]) expect(new Set(list).size).toBe(list.length);
        for (const name of [...types, ...values]) {
          expect(isIdentifier(name)).toBe(true);
          expect(() => new Function(`"use strict"; const ${name} = 0;`)).not.toThrow();
        }
        for (const name of files) expect(name).toMatch(/^[a-z0-9][a-z0-9-]*$/);
        for (const name of names.operations.values()) expect(isIdentifier(name)).toBe(true);
        expect(names.operations.size).toBe(given.operations.length);
        expect(names.constants.size).toBe(given.operations.length);
        expect(names.identifiers.size).toBe(given.schemas.length);
        expect(names.securitySchemes.size).toBe(given.securitySchemes.length);
        expect(names.groups.size).toBe(given.tags.length);
      }),
    );
  });

  it("names do not depend on the order of discovery", () => {
    fc.assert(
      fc.property(subjects, (given) => {
        const reversed = assignModelNames({
          operations: given.operations.toReversed(),
          schemas: given.schemas.toReversed(),
          securitySchemes: given.securitySchemes.toReversed(),
          tags: given.tags.toReversed(),
        });
        expect(reversed).toEqual({ ...assignModelNames(given), renames: expect.anything() });
      }),
    );
  });

  it("a new operation renames no schema, and only operations that want its name", () => {
    fc.assert(
      fc.property(subjects, text, (given, operationId) => {
        const before = assignModelNames(given);
        const added = operation("/added", operationId);
        const after = assignModelNames({ ...given, operations: [...given.operations, added] });
        expect(after.identifiers).toEqual(before.identifiers);
        expect(after.inputIdentifiers).toEqual(before.inputIdentifiers);
        const beside = { ...NOTHING, schemas: given.schemas };
        const alone = assignModelNames({ ...beside, operations: [added] }).operations.get(added.pointer);
        for (const { pointer, ...members } of given.operations) {
          const wanted = assignModelNames({ ...beside, operations: [{ pointer, ...members }] }).operations.get(pointer);
          if (wanted === alone || before.operations.get(pointer) === alone) continue;
          expect(after.operations.get(pointer)).toBe(before.operations.get(pointer));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("a new schema renames only schemas that want its name", () => {
    fc.assert(
      fc.property(subjects, text, (given, key) => {
        const others = given.schemas.filter((schema) => schema.isComponent && schema.key !== key);
        const before = assignModelNames({ ...given, schemas: others });
        const added = component(key);
        const after = assignModelNames({ ...given, schemas: [...others, added] });
        expect(after.operations).toEqual(before.operations);
        const alone = assignModelNames({ ...NOTHING, schemas: [added] }).identifiers.get(added.pointer);
        for (const schema of others) {
          const { pointer } = schema;
          const wanted = assignModelNames({ ...NOTHING, schemas: [schema] }).identifiers.get(pointer);
          if (wanted === alone || before.identifiers.get(pointer) === alone) continue;
          expect(after.identifiers.get(pointer)).toBe(before.identifiers.get(pointer));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("an operationId that is an identifier is never changed", () => {
    fc.assert(
      fc.property(subjects, (given) => {
        const own = operation("/own", "listAllTheThings");
        const names = assignModelNames({ ...given, operations: [...given.operations, own] });
        expect(names.operations.get(own.pointer)).toBe("listAllTheThings");
      }),
    );
  });
});
