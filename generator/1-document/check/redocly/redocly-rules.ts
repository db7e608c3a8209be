/** Rules that Redocly implements, with our explanations. */
import type { Rule } from "../../rule.ts";

/** Rules whose visitors and messages are those of Redocly. */
export const REDOCLY_RULES: readonly Rule[] = [
  {
    name: "spec-querystring-parameters",
    versions: ["3.2"],
    severity: "error",
    remedy: "Describe the query either by one `querystring` parameter or by `query` parameters.",
    explanation: {
      asks: "A `querystring` parameter describes the whole query, so there is only one, and no `query` parameter.",
      why: "Two descriptions of one query could contradict each other.",
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
      asks: "A body has either `encoding`, for parts with names, or `prefixEncoding` and `itemEncoding`, for parts without.",
      why: "The encoding of the parts would be unclear.",
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
    remedy: "Move it to the target, or wrap the reference in `allOf`. Beside a `$ref`, it is ignored.",
    explanation: {
      asks: "In 2.0 and 3.0, an object with `$ref` has no other field.",
      why: "The specification says that other fields are ignored.",
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
    remedy: "Write `type` beside `nullable`. Until then, null is allowed in addition.",
    explanation: {
      asks: "In 3.0, a schema with `nullable` also has `type`.",
      why: "Without `type`, `nullable` has no effect in 3.0, but most authors mean that null is allowed.",
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
    remedy: "Remove one of the two. The description of the first is used.",
    explanation: {
      asks: "Each tag is declared once.",
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
    remedy: "Use only letters, digits, `.`, `-` and `_`. Generated names leave out other characters.",
    explanation: {
      asks: "Names of components contain only letters, digits, `.`, `-` and `_`.",
      why: "Other tools may not find references to them.",
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
    remedy: "Name a declared tag as the parent, without a cycle.",
    explanation: {
      asks: "The parent of a tag is declared, and no tag is its own ancestor.",
      why: "Tools that show tags as a tree have no place for it.",
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
      asks: "A discriminator whose property is optional has `defaultMapping`.",
      why: "Without it, a value that lacks the property matches none of the alternatives.",
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
