/** Names that are no identifiers, that are taken, or that look alike. */
import type { Hazard } from "../../support/hazard.ts";

const OK = `{ "200": { description: ok } }`;

export const NAMES: readonly Hazard[] = [
  {
    name: "names in any script",
    spec: `
      paths:
        /größe/{straße}/日本:
          get:
            operationId: größeÄndern
            parameters: [{ name: straße, in: path, required: true, schema: { type: string } }]
            responses: ${OK}
        /emoji:
          get: { operationId: 🐶🐱, responses: ${OK} }
          put: { operationId: 🐱🐶, responses: ${OK} }
      components:
        schemas:
          Ключ: { type: object, required: [имя], properties: { имя: { type: string } } }
          日本語: { $ref: "#/components/schemas/Ключ" }
          ١٢٣: { type: string }
    `,
    values: [
      ["Ключ", "yes", `{ имя: "a" }`],
      ["Ключ", "no", `{}`],
      ["日本語", "no", `{ имя: 1 }`],
    ],
    calls: [[`api.größeÄndern({ path: { straße: "ä b" } })`, "GET /gr%C3%B6%C3%9Fe/%C3%A4%20b/%E6%97%A5%E6%9C%AC"]],
  },
  {
    name: "reserved words and globals",
    spec: `
      paths:
        /a: { get: { operationId: delete, responses: ${OK} }, put: { operationId: constructor, responses: ${OK} } }
        /b: { get: { operationId: await, responses: ${OK} }, put: { operationId: __proto__, responses: ${OK} } }
        /c: { get: { operationId: createApi, responses: ${OK} }, put: { operationId: toString, responses: ${OK} } }
        /d: { get: { operationId: then, responses: ${OK} }, put: { operationId: arguments, responses: ${OK} } }
        /e: { get: { operationId: fetch, responses: ${OK} }, put: { operationId: send, responses: ${OK} } }
      components:
        schemas:
          string: { type: number }
          any: { $ref: "#/components/schemas/string" }
          Promise: { type: object, properties: { class: { $ref: "#/components/schemas/Error" } } }
          Error: { type: string }
          Record: { type: object, additionalProperties: { $ref: "#/components/schemas/Promise" } }
          Response: { type: array, items: { $ref: "#/components/schemas/Record" } }
          File: { type: string, format: binary }
          Success: { type: boolean }
    `,
    calls: [
      [`api.delete()`, "GET /a"],
      [`api.fetch()`, "GET /e"],
      [`api.then()`, "GET /d"],
    ],
  },
  {
    name: "names that collide",
    spec: `
      paths:
        /pets: { get: { operationId: list_pets, tags: [Pets], responses: ${OK} } }
        /pets/: { get: { operationId: list-pets, tags: [pets], responses: ${OK} } }
        /PETS: { get: { operationId: ListPets, tags: [PETS], responses: ${OK} } }
        /x: { get: { operationId: listPets, tags: ["pets "], responses: ${OK} } }
        /y: { get: { operationId: Pet, tags: [con], responses: ${OK} } }
      components:
        schemas:
          Pet: { type: string }
          pet: { type: number }
          PetInput: { type: boolean }
          ListPetsResult: { type: "null" }
          "a.b": { type: string }
          a-b: { type: number }
          a_b: { type: boolean }
    `,
    values: [
      ["Pet", "yes", `"a"`],
      ["Pet", "no", `1`],
      ["PetInput", "yes", `true`],
      ["ListPetsResult", "yes", `null`],
    ],
    calls: [
      [`api.listPets()`, "GET /x"],
      [`api.ListPets()`, "GET /PETS"],
    ],
  },
  {
    name: "no operationId, no words, empty names",
    spec: `
      tags: [{ name: "" }]
      paths:
        /: { get: { tags: [""], responses: ${OK} }, post: { operationId: "", responses: ${OK} } }
        /-: { put: { tags: ["!!"], responses: ${OK} } }
        /a/{b}/c-{d}.{e}:
          get:
            parameters:
              - { name: b, in: path, required: true, schema: { type: string } }
              - { name: d, in: path, required: true, schema: { type: string } }
              - { name: e, in: path, required: true, schema: { type: string } }
            responses: ${OK}
      components:
        schemas:
          "---": { type: object, required: [""], properties: { "": { type: number }, " ": { type: string } } }
    `,
    calls: [
      [`api.getRoot()`, "GET /"],
      [`api.getAByBCByDAndE({ path: { b: "1", d: "2", e: "3" } })`, "GET /a/1/c-2.3"],
    ],
  },
  {
    name: "names of every object's members as properties and parameters",
    spec: `
      paths:
        /p/{__proto__}/{constructor}:
          get:
            operationId: getIt
            parameters:
              - { name: __proto__, in: path, required: true, schema: { type: string } }
              - { name: constructor, in: path, required: true, schema: { type: string } }
              - { name: toString, in: query, schema: { type: integer } }
              - { name: hasOwnProperty, in: query, schema: { type: string } }
            responses: ${OK}
      components:
        schemas:
          Odd:
            type: object
            required: [__proto__, constructor]
            properties:
              __proto__: { type: number }
              constructor: { type: string }
              toString: { type: boolean }
              valueOf: { $ref: "#/components/schemas/Odd" }
          Plain: { type: object, additionalProperties: false, properties: { a: { type: string } } }
    `,
    values: [
      ["Odd", "yes", `{ ["__proto__"]: 1, constructor: "a", toString: true }`],
      ["Odd", "no", `{ ["__proto__"]: "1", constructor: "a" }`],
      ["Odd", "no", `{ ["__proto__"]: 1 }`],
      ["Plain", "no", `{ constructor: "a" }`],
      ["Plain", "no", `{ ["__proto__"]: "a" }`],
    ],
    calls: [
      [
        `api.getIt({ path: { ["__proto__"]: "a", constructor: "b" }, query: { toString: 1 } })`,
        "GET /p/a/b?toString=1",
      ],
      [`api.getIt({ path: { ["__proto__"]: "a", constructor: "b" } })`, "GET /p/a/b"],
    ],
  },
  {
    name: "text that would be code",
    spec: `
      tags: [{ name: "*/ throw 1 //", description: "*/ throw 1 /*" }]
      servers: [{ url: "http://hazard.test/{v}", variables: { v: { default: "\\"; throw 1; //" } } }]
      paths:
        "/a'\\"\`$throw\\\\/{b}":
          get:
            operationId: "x(){}; throw 1; //"
            tags: ["*/ throw 1 //", "../../etc"]
            summary: "*/ throw 1 //"
            description: "@ts-nocheck */ \\u2028 throw 1"
            parameters:
              - { name: b, in: path, required: true, schema: { type: string, default: "\`\${throw 1}\`" } }
              - { name: "'];throw 1;[\\"", in: query, schema: { enum: ["*/", "\\"+throw", "\\u2028"] } }
            responses: { "200": { description: "*/", content: { "application/json": { schema: { const: "</script>\${1}" } } } } }
      components:
        schemas:
          "A*/": { type: string, pattern: '^[/\\\\]\\n*\`$', description: "{{this}} *//" }
          B: { type: object, properties: { "*/\\";throw 1": { type: string, title: "/*" } } }
    `,
    values: [["B", "yes", `{ '*/";throw 1': "a" }`]],
    calls: [[`api.xThrow1({ path: { b: "c" } })`, `GET /a'%22%60$throw%5C/c`]],
  },
  {
    name: "security schemes and tags with the names of files and words",
    spec: `
      security: [{ "my scheme!": [] }, { class: [], "*/": [] }]
      tags: [{ name: index }, { name: client }, { name: INDEX }]
      paths:
        /a: { get: { operationId: a, tags: [index], responses: ${OK} } }
        /b: { get: { operationId: b, tags: [client], responses: ${OK} } }
        /c: { get: { operationId: c, tags: [INDEX, "../x"], security: [], responses: ${OK} } }
      components:
        securitySchemes:
          my scheme!: { type: apiKey, in: header, name: X-Key }
          class: { type: http, scheme: bearer }
          "*/": { type: apiKey, in: query, name: "k&=" }
    `,
    calls: [[`api.c()`, "GET /c"]],
  },
  {
    name: "headers of responses, and properties, that every object has",
    spec: `
      paths:
        /a:
          get:
            operationId: a
            responses:
              "200":
                description: ok
                headers: { constructor: { schema: { type: integer } }, __proto__: { schema: { type: string } } }
                content: { application/json: { schema: { $ref: "#/components/schemas/Has" } } }
      components:
        schemas:
          Has: { type: object, properties: { hasOwnProperty: { type: boolean }, isPrototypeOf: { type: string } } }
    `,
    values: [
      ["Has", "yes", `{}`],
      ["Has", "yes", `{ hasOwnProperty: true }`],
      ["Has", "no", `{ hasOwnProperty: "true" }`],
    ],
    calls: [[`api.a()`, "GET /a"]],
  },
];
