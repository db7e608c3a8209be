/** Schemas of every kind: recursion, composition, enums, discriminators, null, tuples, maps. */
import type { Hazard } from "../../support/hazard.ts";

/** A large number of inline schemas without names. */
const MANY = Array.from({ length: 3000 }, (_, index) => {
  return `p${index}: { type: object, properties: { a: { type: array, items: { oneOf: [{ type: string }, { const: ${index} }] } } } }`;
});

export const SCHEMAS: readonly Hazard[] = [
  {
    name: "recursion of every kind",
    spec: `
      components:
        schemas:
          Tree: { type: object, required: [children], properties: { children: { type: array, items: { $ref: "#/components/schemas/Tree" } } } }
          Even: { type: object, properties: { next: { $ref: "#/components/schemas/Odd" } } }
          Odd: { type: object, required: [n], properties: { n: { type: number }, next: { $ref: "#/components/schemas/Even" } } }
          Dictionary: { type: object, additionalProperties: { $ref: "#/components/schemas/Dictionary" } }
          Json:
            oneOf:
              - { type: "null" }
              - { type: boolean }
              - { type: number }
              - { type: string }
              - { type: array, items: { $ref: "#/components/schemas/Json" } }
              - { type: object, additionalProperties: { $ref: "#/components/schemas/Json" } }
          List: { type: array, items: { $ref: "#/components/schemas/List" } }
          Pair: { type: array, minItems: 2, prefixItems: [{ type: string }, { anyOf: [{ $ref: "#/components/schemas/Pair" }, { type: "null" }] }], items: false }
          Child: { allOf: [{ $ref: "#/components/schemas/Parent" }, { type: object, properties: { parent: { $ref: "#/components/schemas/Parent" } } }] }
          Parent: { type: object, properties: { children: { type: array, items: { $ref: "#/components/schemas/Child" } } } }
    `,
    values: [
      ["Tree", "yes", `{ children: [{ children: [] }] }`],
      ["Tree", "no", `{ children: [{}] }`],
      ["Even", "yes", `{ next: { n: 1, next: { next: { n: 2 } } } }`],
      ["Even", "no", `{ next: { n: 1, next: { next: {} } } }`],
      ["Dictionary", "yes", `{ a: { b: {} } }`],
      ["Dictionary", "no", `{ a: { b: 1 } }`],
      ["Json", "yes", `[{ a: [null, true, { b: 1 }] }]`],
      ["Json", "no", `[{ a: [undefined] }]`],
      ["List", "yes", `[[], [[]]]`],
      ["List", "no", `[[1]]`],
      ["Pair", "yes", `["a", ["b", null]]`],
      ["Pair", "no", `["a", ["b", 1]]`],
      ["Child", "yes", `{ parent: { children: [{ parent: {} }] }, children: [] }`],
    ],
  },
  {
    name: "boolean schemas",
    spec: `
      components:
        schemas:
          Anything: true
          Nothing: false
          Some: { type: object, required: [a], properties: { a: true, b: false }, additionalProperties: true }
          List: { type: array, items: false }
    `,
    types: [
      ["t.Anything", "unknown"],
      ["t.Nothing", "never"],
    ],
    values: [
      ["Anything", "yes", `[1, "a"]`],
      ["Some", "yes", `{ a: 1 }`],
      ["Some", "no", `{ a: 1, b: 2 }`],
      ["List", "yes", `[]`],
      ["List", "no", `[1]`],
    ],
  },
  {
    name: "enums of everything",
    spec: `
      components:
        schemas:
          Mixed: { enum: [a, 1, true, null, { b: [1] }] }
          Signs: { type: string, enum: ["<", ">", "<=", "", " ", "-1", "1", "__proto__", "constructor"] }
          Cases: { type: string, enum: [a-b, a_b, aB, AB, ab, "a b"] }
          Twice: { type: string, enum: [a, a] }
          Nullish: { type: [string, "null"], enum: [a, null] }
          OnlyNull: { enum: [null] }
          Numbers: { type: integer, enum: [0, -1, 1.0, 9007199254740993] }
          Holder: { type: object, properties: { inline: { enum: [x, 1] }, constant: { const: { a: null } } } }
    `,
    types: [
      ["t.Nullish", '"a" | null'],
      ["t.OnlyNull", "null"],
      ["t.Twice", '"a"'],
      ["t.Cases", '"a-b" | "a_b" | "aB" | "AB" | "ab" | "a b"'],
    ],
    values: [
      ["Mixed", "yes", `{ b: [1] }`],
      ["Mixed", "no", `{ b: [2] }`],
      ["Mixed", "no", `false`],
      ["Signs", "yes", `"__proto__"`],
      ["Signs", "no", `"="`],
      ["Numbers", "yes", `-1`],
      ["Numbers", "no", `2`],
      ["Holder", "yes", `{ inline: 1, constant: { a: null } }`],
      ["Holder", "no", `{ constant: { a: 1 } }`],
    ],
  },
  {
    name: "enums in 3.0: null by nullable",
    version: "3.0.4",
    spec: `
      paths: {}
      components:
        schemas:
          A: { type: string, nullable: true, enum: [x, null] }
          B: { type: string, nullable: true }
          C: { nullable: true, allOf: [{ $ref: "#/components/schemas/B" }] }
          D: { type: object, properties: { e: { $ref: "#/components/schemas/B", nullable: true } } }
          E: { type: integer, minimum: 1, exclusiveMinimum: true }
    `,
    types: [
      ["t.A", '"x" | null'],
      ["t.B", "string | null"],
    ],
    values: [
      ["D", "yes", `{ e: null }`],
      ["E", "narrow", `1`],
      ["E", "yes", `2`],
    ],
  },
  {
    name: "null in every spelling of 3.1",
    spec: `
      components:
        schemas:
          A: { type: [string, "null"] }
          B: { oneOf: [{ type: string }, { type: "null" }] }
          C: { anyOf: [{ $ref: "#/components/schemas/Str" }, { const: null }] }
          D: { type: "null" }
          E: { type: [string, "null"], default: null }
          F: { type: [object, "null"], required: [a], properties: { a: { type: number } } }
          G: { type: [array, "null"], items: { type: [integer, "null"] } }
          Str: { type: string }
    `,
    types: ["A", "B", "C", "E"].map((name) => [`t.${name}`, "string | null"] as const),
    values: [
      ["D", "yes", "null"],
      ["D", "no", `"null"`],
      ["F", "yes", "null"],
      ["F", "no", "{}"],
      ["G", "yes", "[null, 1]"],
      ["G", "no", `["1"]`],
    ],
  },
  {
    name: "discriminators of all kinds",
    spec: `
      components:
        schemas:
          Mapped:
            oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
            discriminator: { propertyName: kind, mapping: { cat: "#/components/schemas/Cat", dog: Dog, hound: "#/components/schemas/Dog" } }
          Unmapped:
            oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
            discriminator: { propertyName: kind }
          Literal:
            anyOf: [{ $ref: "#/components/schemas/On" }, { $ref: "#/components/schemas/Off" }]
            discriminator: { propertyName: is }
          Cat: { type: object, required: [kind, lives], properties: { kind: { type: string }, lives: { type: integer } } }
          Dog: { type: object, required: [kind, barks], properties: { kind: { type: string }, barks: { type: boolean } } }
          On: { type: object, required: [is, volts], properties: { is: { const: On }, volts: { type: number } } }
          Off: { type: object, required: [is], properties: { is: { const: Off } } }
          Base:
            type: object
            required: [type]
            properties: { type: { type: string } }
            discriminator: { propertyName: type, mapping: { one: "#/components/schemas/One", two: "#/components/schemas/Two" } }
          One: { allOf: [{ $ref: "#/components/schemas/Base" }, { type: object, required: [a], properties: { a: { type: string } } }] }
          Two: { allOf: [{ $ref: "#/components/schemas/Base" }, { type: object, properties: { b: { $ref: "#/components/schemas/Base" } } }] }
    `,
    values: [
      ["Mapped", "yes", `{ kind: "cat", lives: 9 }`],
      ["Mapped", "yes", `{ kind: "hound", barks: true }`],
      ["Mapped", "wide", `{ kind: "cow", lives: 9 }`],
      ["Mapped", "no", `{ kind: "cow" }`],
      ["Mapped", "wide", `{ kind: "cat", barks: true, lives: "9" }`],
      ["Mapped", "no", `{ kind: "cat" }`],
      ["Unmapped", "yes", `{ kind: "Dog", barks: true }`],
      ["Unmapped", "wide", `{ kind: "dog", barks: true }`],
      ["Literal", "yes", `{ is: "On", volts: 1 }`],
      ["Literal", "no", `{ is: "On" }`],
      ["One", "yes", `{ type: "one", a: "x" }`],
      ["One", "no", `{ type: "one" }`],
      ["One", "wide", `{ type: "1", a: "x" }`],
      ["Two", "yes", `{ type: "two", b: { type: "one", a: "x" } }`],
      ["Two", "wide", `{ type: "two", b: { type: "three" } }`],
      ["Base", "wide", `{ type: "three" }`],
      ["Base", "no", `{ type: 3 }`],
    ],
  },
  {
    name: "allOf, and required anywhere",
    spec: `
      components:
        schemas:
          Base: { type: object, properties: { a: { type: string }, b: { type: number } } }
          Beside: { allOf: [{ $ref: "#/components/schemas/Base" }], required: [a] }
          Inside: { allOf: [{ $ref: "#/components/schemas/Base" }, { required: [a, b] }] }
          Sibling: { $ref: "#/components/schemas/Base", required: [b] }
          Nested: { allOf: [{ allOf: [{ $ref: "#/components/schemas/Sibling" }] }, { type: object, required: [c], properties: { c: { type: boolean } } }] }
          Undeclared: { type: object, required: [x] }
          Both: { type: object, properties: { a: { type: string } }, oneOf: [{ required: [a] }, { required: [b], properties: { b: { type: number } } }] }
          Conflict: { allOf: [{ type: string }, { type: number }] }
          Empty: { allOf: [{}] }
          Count: { allOf: [{ type: integer }, { minimum: 1 }, { maximum: 3 }] }
    `,
    types: [["t.Count", "number"]],
    values: [
      ["Beside", "yes", `{ a: "x" }`],
      ["Beside", "no", `{}`],
      ["Inside", "yes", `{ a: "x", b: 1 }`],
      ["Inside", "no", `{ a: "x" }`],
      ["Sibling", "no", `{ a: "x" }`],
      ["Sibling", "yes", `{ b: 1 }`],
      ["Nested", "yes", `{ b: 1, c: true }`],
      ["Nested", "no", `{ c: true }`],
      ["Undeclared", "yes", `{ x: [1] }`],
      ["Undeclared", "no", `{}`],
      ["Both", "no", `{}`],
      ["Both", "yes", `{ b: 1 }`],
      ["Count", "narrow", `4`],
    ],
  },
  {
    name: "tuples, open and closed",
    spec: `
      components:
        schemas:
          Open: { type: array, minItems: 2, prefixItems: [{ type: string }, { type: number }] }
          Rest: { type: array, minItems: 1, prefixItems: [{ type: string }, { type: number }], items: { type: boolean } }
          Closed: { type: array, minItems: 2, prefixItems: [{ type: string }, { type: number }], items: false }
          Bounded: { type: array, minItems: 1, maxItems: 2, prefixItems: [{ type: string }, { type: number }, { type: "null" }] }
          Unevaluated: { type: array, minItems: 1, prefixItems: [{ type: string }], unevaluatedItems: false }
          Contains: { type: array, contains: { const: 1 }, minContains: 2 }
    `,
    values: [
      ["Open", "yes", `["a", 1, null, {}]`],
      ["Open", "no", `["a"]`],
      ["Rest", "yes", `["a", 1, true, false]`],
      ["Rest", "yes", `["a"]`],
      ["Rest", "no", `["a", 1, 2]`],
      ["Closed", "yes", `["a", 1]`],
      ["Closed", "no", `["a", 1, 2]`],
      ["Bounded", "no", `["a", 1, null]`],
      ["Unevaluated", "no", `["a", "b"]`],
      ["Contains", "narrow", `[1, 2]`],
      ["Contains", "yes", `[1, 1]`],
    ],
  },
  {
    name: "maps, patterns and free-form objects",
    spec: `
      components:
        schemas:
          Free: { type: object }
          Bare: { type: object, properties: {} }
          Typed: { type: object, required: [id], properties: { id: { type: integer } }, additionalProperties: { type: string } }
          Patterned: { type: object, patternProperties: { "^x-": { type: string }, "^n": { type: number } }, additionalProperties: false }
          Names: { type: object, propertyNames: { enum: [a, b] }, additionalProperties: { type: number } }
          Unevaluated: { allOf: [{ $ref: "#/components/schemas/Point" }], unevaluatedProperties: false, properties: { z: { type: number } } }
          Point: { type: object, required: [x], properties: { x: { type: number } } }
          Dependent: { type: object, properties: { a: { type: string }, b: { type: string } }, dependentRequired: { a: [b] } }
          Conditional: { type: object, properties: { k: { type: string } }, if: { properties: { k: { const: a } } }, then: { required: [k] } }
          Not: { not: { type: string } }
          Untyped: { properties: { a: { type: string } } }
          Nothing: {}
    `,
    values: [
      ["Free", "yes", `{ a: 1, b: { c: [] } }`],
      ["Free", "no", `1`],
      ["Bare", "yes", `{ anything: 1 }`],
      ["Typed", "yes", `{ id: 1, other: "a" }`],
      ["Patterned", "yes", `{ "x-a": "1", n1: 2 }`],
      ["Patterned", "no", `{ "x-a": 1 }`],
      ["Names", "yes", `{ a: 1 }`],
      ["Names", "no", `{ c: 1 }`],
      ["Unevaluated", "yes", `{ x: 1, z: 2 }`],
      ["Unevaluated", "no", `{ x: 1, y: 2 }`],
      ["Dependent", "narrow", `{ a: "1" }`],
      ["Untyped", "yes", `{ a: "1" }`],
      ["Nothing", "yes", `[null]`],
    ],
  },
  {
    name: "$defs, anchors and siblings of $ref",
    spec: `
      components:
        schemas:
          Outer:
            $defs: { Inner: { type: object, required: [v], properties: { v: { $ref: "#/components/schemas/Outer/$defs/Deep" } } }, Deep: { type: integer } }
            type: object
            required: [inner]
            properties: { inner: { $ref: "#/components/schemas/Outer/$defs/Inner" }, list: { type: array, items: { type: object, required: [q], properties: { q: { type: string } } } } }
          Item: { $ref: "#/components/schemas/Outer/properties/list/items" }
          Anchored: { type: object, required: [t], properties: { t: { $ref: "#here" } } }
          Target: { $anchor: here, type: string }
          Sibling: { $ref: "#/components/schemas/Target", minLength: 3, description: d, deprecated: true }
          Alias: { $ref: "#/components/schemas/Target" }
    `,
    values: [
      ["Outer", "yes", `{ inner: { v: 1 }, list: [{ q: "a" }] }`],
      ["Outer", "no", `{ inner: { v: "1" } }`],
      ["Item", "no", `{}`],
      ["Anchored", "yes", `{ t: "a" }`],
      ["Sibling", "narrow", `"ab"`],
      ["Sibling", "no", `1`],
    ],
    types: [["t.Alias", "string"]],
  },
  {
    name: "definitions of an older draft, known to each other only",
    version: "3.0.3",
    spec: `
      paths: {}
      components:
        schemas:
          Outer:
            definitions:
              line: { type: object, required: [kind], properties: { kind: { $ref: "#/components/schemas/Outer/definitions/kind" } } }
              kind: { type: string, nullable: true, enum: [a, b, null] }
            type: object
            properties: { line: { $ref: "#/components/schemas/Outer/definitions/line" } }
    `,
    values: [
      ["Outer", "yes", `{ line: { kind: "a" } }`],
      ["Outer", "yes", `{ line: { kind: null } }`],
      ["Outer", "no", `{ line: { kind: "c" } }`],
    ],
  },
  {
    name: "thousands of inline schemas",
    spec: `
      components:
        schemas:
          Big: { type: object, properties: { ${MANY.join(", ")} } }
    `,
    values: [
      ["Big", "yes", `{ p7: { a: ["x", 7] } }`],
      ["Big", "no", `{ p7: { a: [8] } }`],
    ],
  },
  {
    name: "read, write and default",
    spec: `
      paths:
        /u:
          put:
            operationId: putUser
            requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/User" } } } }
            responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/User" } } } } }
      components:
        schemas:
          User:
            type: object
            required: [id, name, secret, role]
            properties:
              id: { type: integer, readOnly: true }
              name: { type: string }
              secret: { type: string, writeOnly: true }
              role: { type: string, default: user }
              friends: { type: array, items: { $ref: "#/components/schemas/User" } }
    `,
    values: [
      ["User", "yes", `{ id: 1, name: "a", role: "user" }`],
      ["User", "no", `{ name: "a", role: "user" }`],
      [
        "UserInput",
        "yes",
        `{ name: "a", secret: "s", role: "user", friends: [{ name: "b", secret: "t", role: "user" }] }`,
      ],
      ["UserInput", "no", `{ name: "a", role: "user" }`],
      ["PutUserBody", "no", `{ name: "a" }`],
    ],
  },
  {
    name: "deep nesting, and unions of everything",
    spec: `
      components:
        schemas:
          Deep: ${"{ type: object, required: [d], properties: { d: ".repeat(30)}{ type: string }${" } }".repeat(30)}
          Wide: { anyOf: [${Array.from({ length: 300 }, (_, index) => `{ type: object, required: [k], properties: { k: { const: v${index} } } }`).join(", ")}] }
          Alternatives: { oneOf: [{ type: string, maxLength: 1 }, { type: string, minLength: 2 }, { type: array, items: { type: string }, uniqueItems: true }] }
    `,
    values: [
      ["Wide", "yes", `{ k: "v299" }`],
      ["Wide", "no", `{ k: "v300" }`],
      ["Alternatives", "yes", `["a", "b"]`],
      ["Alternatives", "narrow", `["a", "a"]`],
      ["Deep", "no", `{ d: "a" }`],
    ],
  },
];
