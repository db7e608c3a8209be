/** The rules that are Redocly's own, with what they have to say about them. */
import type { Rule } from "../../rule.ts";

/** Redocly's own, taken as they are. */
export const BORROWED: readonly Rule[] = [
  {
    name: "spec-querystring-parameters",
    versions: ["3.2"],
    severity: "error",
    remedy: "Describe the query either by one `querystring` parameter or by `query` parameters.",
    explanation: {
      asks: "A `querystring` parameter describes the whole query, so it is the only one of its kind, without `query` parameters.",
      why: "Two descriptions of one text would contradict each other.",
      breaks: `
        openapi: 3.2.0
        info: { title: T, version: "1" }
        paths:
          /pets:
            get:
              parameters:
                - { name: all, in: querystring, content: { application/json: {} } }
                - { name: limit, in: query, schema: { type: integer } }
              responses: { "200": { description: ok } }`,
      keeps: `
        openapi: 3.2.0
        info: { title: T, version: "1" }
        paths:
          /pets:
            get:
              parameters:
                - { name: all, in: querystring, content: { application/json: {} } }
              responses: { "200": { description: ok } }`,
    },
  },
  {
    name: "spec-no-invalid-encoding-combinations",
    versions: ["3.2"],
    severity: "error",
    remedy: "Keep either `encoding`, for parts with names, or `prefixEncoding` and `itemEncoding`.",
    explanation: {
      asks: "`encoding` describes parts with names, `prefixEncoding` and `itemEncoding` those without: not both.",
      why: "Nobody could say how the parts are to be written.",
      breaks: `
        openapi: 3.2.0
        info: { title: T, version: "1" }
        paths:
          /pets:
            post:
              requestBody:
                content:
                  multipart/mixed: { encoding: {}, itemEncoding: { contentType: text/plain } }
              responses: { "200": { description: ok } }`,
      keeps: `
        openapi: 3.2.0
        info: { title: T, version: "1" }
        paths:
          /pets:
            post:
              requestBody:
                content:
                  multipart/mixed: { schema: {}, encoding: { a: { contentType: text/plain } } }
              responses: { "200": { description: ok } }`,
    },
  },
  {
    name: "spec-ref-siblings",
    severity: "warning",
    remedy: "Move it to the target, or wrap the reference in `allOf`: beside a `$ref` it is ignored.",
    explanation: {
      asks: "In 2.0 and 3.0, nothing stands beside a `$ref`.",
      why: "It is ignored, by the word of the specification.",
      breaks: `
        openapi: 3.0.4
        info: { title: T, version: "1" }
        paths: {}
        components:
          schemas:
            Pet: { type: object }
            Cat: { $ref: "#/components/schemas/Pet", required: [name] }`,
      keeps: `
        openapi: 3.0.4
        info: { title: T, version: "1" }
        paths: {}
        components:
          schemas:
            Pet: { type: object }
            Cat: { allOf: [{ $ref: "#/components/schemas/Pet" }, { required: [name] }] }`,
    },
  },
  {
    name: "nullable-type-sibling",
    versions: ["3.0"],
    severity: "warning",
    remedy: "Write `type` beside `nullable`; until then it is read as: this, or null.",
    explanation: {
      asks: "In 3.0, `nullable` stands beside `type`.",
      why: "By the word of 3.0 it does nothing there; nearly everybody means: this, or null.",
      breaks: `
        openapi: 3.0.4
        info: { title: T, version: "1" }
        paths: {}
        components:
          schemas:
            Name: { nullable: true }`,
      keeps: `
        openapi: 3.0.4
        info: { title: T, version: "1" }
        paths: {}
        components:
          schemas:
            Name: { type: string, nullable: true }`,
    },
  },
  {
    name: "no-duplicated-tag-names",
    severity: "warning",
    remedy: "Remove one of the two; the first one's description is taken.",
    explanation: {
      asks: "A tag is declared once.",
      why: "Only one of the descriptions can be shown.",
      breaks: `
        tags: [{ name: pets, description: Cats }, { name: pets, description: Dogs }]
        paths: {}`,
      keeps: `
        tags: [{ name: pets, description: Cats and dogs }]
        paths: {}`,
    },
  },
  {
    name: "spec-components-invalid-map-name",
    versions: ["3.0", "3.1", "3.2"],
    severity: "warning",
    remedy: "Use letters, digits, `.`, `-` and `_` only; generated names are made of what is left.",
    explanation: {
      asks: "Names of components are letters, digits, `.`, `-` and `_`.",
      why: "References in other tools may not find them.",
      breaks: `
        components:
          schemas:
            "Pet or toy": { type: string }`,
      keeps: `
        components:
          schemas:
            PetOrToy: { type: string }`,
    },
  },
  {
    name: "spec-no-invalid-tag-parents",
    versions: ["3.2"],
    severity: "warning",
    remedy: "Name a tag that is declared, and no circle of them.",
    explanation: {
      asks: "The parent of a tag is declared, and no tag is among its own parents.",
      why: "Who shows tags as a tree would find no place for it.",
      breaks: `
        openapi: 3.2.0
        info: { title: T, version: "1" }
        tags: [{ name: cats, parent: pets }]
        paths: {}`,
      keeps: `
        openapi: 3.2.0
        info: { title: T, version: "1" }
        tags: [{ name: pets }, { name: cats, parent: pets }]
        paths: {}`,
    },
  },
  {
    name: "spec-discriminator-defaultMapping",
    versions: ["3.2"],
    severity: "warning",
    remedy: "Require the property, or add `defaultMapping`.",
    explanation: {
      asks: "Where the property of a discriminator may be missing, `defaultMapping` says what is meant then.",
      why: "Without it, a value that lacks the property is none of the alternatives.",
      breaks: `
        openapi: 3.2.0
        info: { title: T, version: "1" }
        components:
          schemas:
            Pet:
              type: object
              properties: { kind: { type: string } }
              discriminator: { propertyName: kind }`,
      keeps: `
        openapi: 3.2.0
        info: { title: T, version: "1" }
        components:
          schemas:
            Pet:
              type: object
              required: [kind]
              properties: { kind: { type: string } }
              discriminator: { propertyName: kind }`,
    },
  },
];
