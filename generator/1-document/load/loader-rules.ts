/**
 * Rules of the loader. They apply before there is a document to check: to files, their syntax, references and
 * overlays.
 */
import type { Severity } from "../../diagnostics.ts";
import type { SourceOptions } from "../../options.ts";
import type { Rule } from "../rule.ts";

/** The rule that a `LoadFailure` is reported under. */
export type LoaderRuleName =
  | "unreadable"
  | "syntax"
  | "loose-syntax"
  | "duplicate-key"
  | "limits"
  | "unsupported-version"
  | "no-unresolved-refs"
  | "no-reference-cycle"
  | "field-reference"
  | "outside-root"
  | "remote-refused"
  | "overlay"
  | "too-deep"
  | "wrong-rule";

const RULES_BY_NAME: Readonly<Record<LoaderRuleName, Omit<Rule, "name">>> = {
  unreadable: {
    severity: "error",
    remedy: "Give the path of a file that exists and that you can read.",
    explanation: {
      asks: "Every file exists, can be read, and is encoded in UTF-8.",
      why: "A file that cannot be read cannot be generated from. YAML and JSON are Unicode, so any other encoding would be a guess.",
    },
  },
  syntax: {
    severity: "error",
    remedy: "Correct the syntax here or just before. Use JSON values only, without YAML tags.",
    explanation: {
      asks: "Every file is one YAML or JSON document and contains only JSON values.",
      why: "YAML tags, complex keys and `.nan` have no counterpart in JSON. Some YAML tags make parsers run code.",
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
  "loose-syntax": {
    severity: "warning",
    remedy: "Correct the syntax. Other tools may reject the file.",
    explanation: {
      asks: "JSON files have no comments and no trailing commas, and YAML lines in brackets or quotes are indented more than their key.",
      why: "The meaning is clear, and specwright reads the file. Parsers that follow the standards reject it.",
      breaks: `
        components:
          schemas:
            Pet: {
              type: object
            }`,
      keeps: `
        components:
          schemas:
            Pet: {
              type: object
              }`,
    },
  },
  "duplicate-key": {
    severity: "error",
    remedy: "Remove or rename one of the two keys.",
    explanation: {
      asks: "Every key of an object is unique.",
      why: "Parsers disagree about which value to keep. The other one is lost without a message.",
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
    remedy:
      "If you trust the description, raise the limit with `--limit NAME=NUMBER`, or under `limits` in the configuration.",
    explanation: {
      asks: "A description does not exceed the size, depth and alias limits under `limits` in the configuration.",
      why: "A few lines of YAML aliases can expand to more data than fits into memory.",
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
    remedy: 'Write `openapi: 3.1.0` or `swagger: "2.0"` at the top. Supported versions: 2.0, 3.0, 3.1 and 3.2.',
    explanation: {
      asks: "A description states its OpenAPI version: 2.0, 3.0, 3.1 or 3.2.",
      why: "Keywords differ in meaning between versions: `nullable`, `exclusiveMinimum`, `$ref` with siblings.",
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
    lenient: "a schema allows any value and other objects are left out, but a missing security scheme stays an error",
    remedy: "Correct the reference, or add the object that it refers to.",
    explanation: {
      asks: "Every reference can be resolved. For references to examples and links, this is a warning.",
      why: "The object that the reference should refer to is missing from all generated code.",
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
    lenient: "a schema allows any value and other objects are left out, but a missing security scheme stays an error",
    remedy: "Refer to an object that is not itself a reference to this one.",
    explanation: {
      asks: "A chain of references ends at an object that is not a reference.",
      why: "A circular chain of references never leads to an object. A schema may still refer to itself in a property or an item.",
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
  "field-reference": {
    severity: "warning",
    remedy: "Write the content here. Other tools may not read this reference.",
    explanation: {
      asks: "References stand where OpenAPI allows them: not in place of a description, or of a map such as `properties` or `paths`.",
      why: "Redocly and other tools read such references as an extension, and so does specwright. Tools that follow the specification ignore or reject them.",
      breaks: `
        components:
          schemas:
            Name: { type: string }
            Fields: { properties: { name: { $ref: "#/components/schemas/Name" } } }
            Pet: { properties: { $ref: "#/components/schemas/Fields/properties" } }`,
      keeps: `
        components:
          schemas:
            Name: { type: string }
            Pet: { properties: { name: { $ref: "#/components/schemas/Name" } } }`,
    },
  },
  "outside-root": {
    severity: "error",
    lenient: "a schema allows any value and other objects are left out, but a missing security scheme stays an error",
    remedy: "Let references read more files with `--root DIR`, or move the file into the folder of the description.",
    explanation: {
      asks: "A reference leads to a file below the folder of the description, or below the folder of `--root`. Symbolic links are resolved first.",
      why: "A description may come from an untrusted source. It must not copy your other files into generated code.",
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
    lenient: "a schema allows any value and other objects are left out, but a missing security scheme stays an error",
    remedy: "Copy the file next to the description, or allow its host with `--allow-remote`.",
    explanation: {
      asks: "A remote reference has the origin of the URL that you gave as the description. Or it uses https, its host is named by `--allow-remote`, and the address of the host is public.",
      why: "An untrusted description could make your machine send requests into your private network.",
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
    remedy: "Correct the overlay as the OpenAPI Overlay Specification defines.",
    explanation: {
      asks: "The file is a valid Overlay document, and every target matches a node.",
      why: "A target that matches no node is usually out of date, and its correction is lost.",
    },
  },
  "too-deep": {
    severity: "error",
    remedy: "Shorten the chain of schemas that refer to each other. The command line has a larger stack.",
    explanation: {
      asks: "Chains of references have at most some thousand links.",
      why: "Each link needs space on the stack of JavaScript.",
    },
  },
  "wrong-rule": {
    severity: "error",
    remedy: "Remove the entry from `rules`, or write the name of a rule as diagnostics print it.",
    explanation: {
      asks: "`rules` in the configuration names existing rules, and lowers no rule that generation depends on.",
      why: "A misspelled name would have no effect. Code that is generated from an invalid description may be wrong.",
    },
  },
};

export const LOADER_RULES: readonly Rule[] = Object.entries(RULES_BY_NAME).map(([name, rule]) => ({ name, ...rule }));

/** Returns the severity of a warning of the loader, according to the options. */
export function loaderWarningSeverity(
  rule: LoaderRuleName,
  { rules, strict }: Pick<SourceOptions, "rules" | "strict">,
): Severity | "off" {
  const severity = rules[rule] ?? "warning";
  return strict && severity === "warning" ? "error" : severity;
}
