/** What may be said before there is a document to walk over: of files, their text, and what they refer to. */
import type { Rule } from "../rule.ts";

/** What `Failure`s are told under. */
export type LoaderRuleName =
  | "unreadable"
  | "syntax"
  | "duplicate-key"
  | "limits"
  | "unsupported-version"
  | "no-unresolved-refs"
  | "no-reference-cycle"
  | "outside-root"
  | "remote-refused"
  | "overlay"
  | "wrong-rule";

const RULES_BY_NAME: Readonly<Record<LoaderRuleName, Omit<Rule, "name">>> = {
  unreadable: {
    severity: "error",
    remedy: "Give the path of a file that you may read.",
    explanation: {
      asks: "A file is there, may be read, and is encoded in UTF-8.",
      why: "There is nothing to generate from. YAML and JSON are Unicode, and other encodings would be guesses.",
    },
  },
  syntax: {
    severity: "error",
    remedy: "Correct the text here or just before; a description holds JSON values only, without YAML tags.",
    explanation: {
      asks: "A file is one YAML or JSON document, and holds values of JSON only.",
      why: "Tags, complex keys and numbers that are none have no counterpart in JSON; some of them make readers run code.",
      breaks: `
        openapi: 3.1.0
        info: { title: Pets, version: !!js/function "() => 1" }
        paths: {}`,
      keeps: `
        openapi: 3.1.0
        info: { title: Pets, version: "1" }
        paths: {}`,
    },
  },
  "duplicate-key": {
    severity: "error",
    remedy: "Remove one of the two, or rename it.",
    explanation: {
      asks: "An object has each key once.",
      why: "Readers disagree about which of the two counts, and one of them is lost in silence.",
      breaks: `
        paths:
          /pets: {}
          /pets: {}`,
      keeps: `
        paths:
          /pets: {}`,
    },
  },
  limits: {
    severity: "error",
    remedy: "Raise the limit in the configuration if you trust the description: `limits`.",
    explanation: {
      asks: "A description is not larger, deeper or more repetitive than `limits` in the configuration says.",
      why: "A few lines of aliases can stand for more than any memory holds.",
      breaks: `
        components:
          schemas:
            Node: &node { items: *node }`,
      keeps: `
        components:
          schemas:
            Node: { items: { $ref: "#/components/schemas/Node" } }`,
    },
  },
  "unsupported-version": {
    severity: "error",
    remedy: 'Begin it with `openapi: 3.1.0`, or `swagger: "2.0"`; 2.0, 3.0, 3.1 and 3.2 are read.',
    explanation: {
      asks: "A description says which version of OpenAPI it is: 2.0, 3.0, 3.1 or 3.2.",
      why: "The same word means different things in them: `nullable`, `exclusiveMinimum`, `$ref` with siblings.",
      breaks: `
        openapi: 4.0.0
        info: { title: Pets, version: "1" }`,
      keeps: `
        openapi: 3.1.0
        info: { title: Pets, version: "1" }
        paths: {}`,
    },
  },
  "no-unresolved-refs": {
    severity: "error",
    lenient: "a schema is anything, and other things are left out, but never a security scheme",
    remedy: "Correct the reference, or add what it refers to.",
    explanation: {
      asks: "A reference leads to something that is there. Those of examples and links are warnings.",
      why: "What it was to bring is missing from everything that is generated.",
      breaks: `
        components:
          schemas:
            Pets: { type: array, items: { $ref: "#/components/schemas/Pet" } }`,
      keeps: `
        components:
          schemas:
            Pets: { type: array, items: { $ref: "#/components/schemas/Pet" } }
            Pet: { type: object }`,
    },
  },
  "no-reference-cycle": {
    severity: "error",
    lenient: "a schema is anything, and other things are left out, but never a security scheme",
    remedy: "Refer to something that is written out.",
    explanation: {
      asks: "A chain of references ends at something that is written out.",
      why: "Going round in a circle, nothing is ever found. A schema may still refer to itself from a property or an item.",
      breaks: `
        components:
          schemas:
            A: { $ref: "#/components/schemas/B" }
            B: { $ref: "#/components/schemas/A" }`,
      keeps: `
        components:
          schemas:
            A: { $ref: "#/components/schemas/B" }
            B: { type: string }`,
    },
  },
  "outside-root": {
    severity: "error",
    lenient: "a schema is anything, and other things are left out, but never a security scheme",
    remedy: "Move it below that folder: a description reads no other files.",
    explanation: {
      asks: "A reference leads to a file below the folder of the description, symbolic links followed.",
      why: "A description is data, and may come from a stranger: it is not to bring your other files into what is generated.",
      breaks: `
        components:
          schemas:
            Pet: { $ref: "../../shared/Pet.yaml" }`,
      keeps: `
        components:
          schemas:
            Pet: { type: object }`,
    },
  },
  "remote-refused": {
    severity: "error",
    lenient: "a schema is anything, and other things are left out, but never a security scheme",
    remedy: "Copy it next to the description, or allow its host with `--allow-remote`.",
    explanation: {
      asks: "A reference leads to no other host than those that `--allow-remote` names, and to none by http or at a private address.",
      why: "A description from a stranger could make your machine ask things of your own network.",
      breaks: `
        components:
          schemas:
            Pet: { $ref: "https://pets.example/Pet.yaml" }`,
      keeps: `
        components:
          schemas:
            Pet: { type: object }`,
    },
  },
  overlay: {
    severity: "error",
    remedy: "Correct the overlay as the OpenAPI Overlay Specification says.",
    explanation: {
      asks: "An overlay is one, and each of its targets selects something.",
      why: "A correction that corrects nothing is mostly out of date.",
    },
  },
  "wrong-rule": {
    severity: "error",
    remedy: "Remove it from `rules`, or write the name of another rule as diagnostics have it.",
    explanation: {
      asks: "`rules` in the configuration names rules that there are, and lowers none that must hold.",
      why: "A slip of the pen would change nothing, and an illegal description would give code that nobody can trust.",
    },
  },
};

export const LOADER_RULES: readonly Rule[] = Object.entries(RULES_BY_NAME).map(([name, rule]) => ({ name, ...rule }));
