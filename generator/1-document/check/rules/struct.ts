/** What Redocly's comparison of a description with the grammar of its version finds, told apart by what follows from it. */
import type { Json } from "../../json.ts";
import type { BrokenPart } from "../../broken-parts.ts";
import type { Rule } from "../../rule.ts";

export const struct: Rule = {
  name: "struct",
  severity: "error",
  lenient: "what is broken is left out, and what is missing is empty",
  remedy: "Correct it as the specification of this version of OpenAPI says.",
  explanation: {
    asks: "Every object has the fields that OpenAPI asks for, with values of the right type.",
    why: "Nobody can say what was meant by a parameter without a place, or by a limit that is no number.",
    breaks: `
      components:
        schemas:
          Pet: { type: string, minLength: two }`,
    keeps: `
      components:
        schemas:
          Pet: { type: string, minLength: 2 }`,
  },
  omits: omittedByStruct,
};

export const unknownField: Rule = {
  name: "unknown-field",
  severity: "error",
  lenient: "it is ignored",
  remedy: "Correct the name, remove it, or begin it with `x-`.",
  explanation: {
    asks: "An object has no fields but those of OpenAPI, and extensions that begin with `x-`.",
    why: "It is mostly a slip of the pen, and then what was to be said is not said at all.",
    breaks: `
      servers: [{ url: /api, descripton: Production }]
      paths: {}`,
    keeps: `
      servers: [{ url: /api, description: Production }]
      paths: {}`,
  },
};

export const unknownKeyword: Rule = {
  name: "unknown-keyword",
  severity: "warning",
  remedy: "Correct the keyword, remove it, or begin it with `x-`; if it is one of JSON Schema, it is read as such.",
  explanation: {
    asks: "A schema has no keywords but those of its version of OpenAPI.",
    why: "A keyword that nobody knows constrains nothing: `nullable` means something in 3.0 only.",
    breaks: `
      components:
        schemas:
          Name: { type: string, nullable: true }`,
    keeps: `
      components:
        schemas:
          Name: { type: [string, "null"] }`,
  },
};

export const missingText: Rule = {
  name: "missing-text",
  severity: "warning",
  remedy: "Write it, for readers; generated code does without.",
  explanation: {
    asks: "What OpenAPI wants described, such as a response, has a description.",
    why: "It is for readers; generated code has a comment less.",
    breaks: `
      paths:
        /pets:
          get:
            responses: { "200": {} }`,
    keeps: `
      paths:
        /pets:
          get:
            responses: { "200": { description: All pets } }`,
  },
};

export const missingSchema: Rule = {
  name: "missing-schema",
  severity: "error",
  lenient: "it is anything",
  remedy: "Say by `schema` or `content` what may be sent.",
  explanation: {
    asks: "A parameter or a header says by `schema` or `content` what its value is.",
    why: "Without it, a client cannot encode the value and a server cannot check it.",
    breaks: `
      paths:
        /pets:
          get:
            parameters: [{ name: limit, in: query }]
            responses: { "200": { description: ok } }`,
    keeps: `
      paths:
        /pets:
          get:
            parameters: [{ name: limit, in: query, schema: { type: integer } }]
            responses: { "200": { description: ok } }`,
  },
};

export const schemaType: Rule = {
  name: "schema-type",
  severity: "error",
  lenient: "a list is read as in 3.1, and others are ignored",
  remedy: "Write a type that this version of OpenAPI has.",
  explanation: {
    asks: "`type` names one of the types that this version of OpenAPI has.",
    why: "A type that there is not admits nothing, or everything: validators disagree.",
    breaks: `
      components:
        schemas:
          Price: { type: float }`,
    keeps: `
      components:
        schemas:
          Price: { type: number, format: float }`,
  },
};

export const infoText: Rule = {
  name: "info-text",
  severity: "error",
  lenient: "it is the text of what was read",
  remedy: "Put it in quotes: a version such as `1.0` is a number without them.",
  explanation: {
    asks: "Title and version of the description are texts.",
    why: "YAML takes `1.10` for a number, and what was 1.10 is 1.1.",
    breaks: `
      openapi: 3.1.0
      info: { title: Pets, version: 1.10 }
      paths: {}`,
    keeps: `
      openapi: 3.1.0
      info: { title: Pets, version: "1.10" }
      paths: {}`,
  },
};

export const xml: Rule = {
  name: "xml",
  severity: "warning",
  remedy: "Correct it as the specification says; generated code does not read it.",
  explanation: {
    asks: "An XML Object is as the specification has it.",
    why: "Generated code does not read it; other tools do.",
    breaks: `
      components:
        schemas:
          Pet: { type: string, xml: { name: 5 } }`,
    keeps: `
      components:
        schemas:
          Pet: { type: string, xml: { name: pet } }`,
  },
};

/** What may be missing without doubt about what is meant. */
const EMPTY: ReadonlyMap<string, Json> = new Map<string, Json>([
  ["paths", {}],
  ["info", {}],
  ["title", ""],
  ["version", ""],
  ["responses", {}],
  ["content", {}],
  ["items", {}],
  ["flows", {}],
]);

/** A field that is missing is filled in or costs the object; a value that is wrong goes. */
function omittedByStruct(steps: readonly string[], message: string): BrokenPart {
  if (message.startsWith("Must contain at least one of")) return { steps: [...steps, "paths"], replacement: {} };
  const [, missing] = /^The field `(.*)` must be present/.exec(message) ?? [];
  const instead = missing === undefined ? undefined : EMPTY.get(missing);
  return missing === undefined || instead === undefined
    ? { steps }
    : { steps: [...steps, missing], replacement: instead };
}
