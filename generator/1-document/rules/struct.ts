/** Redocly's comparison of the description with the grammar of its version, told apart by what follows from it. */
import type { Oas3Visitor, Rule, UserContext } from "./rule.ts";

export const struct: Rule = {
  name: "struct",
  severity: "error",
  lenient: false,
  remedy: "Correct it as the specification of this version of OpenAPI says.",
};

export const unknownField: Rule = {
  name: "unknown-field",
  severity: "error",
  lenient: true,
  remedy: "Correct the name, remove it, or begin it with `x-`; with `lenient` it is ignored.",
};

export const unknownKeyword: Rule = {
  name: "unknown-keyword",
  severity: "warning",
  lenient: true,
  remedy: "Correct the keyword, remove it, or begin it with `x-`; if it is one of JSON Schema, it is read as such.",
};

export const missingText: Rule = {
  name: "missing-text",
  severity: "warning",
  lenient: true,
  remedy: "Write it, for readers; generated code does without.",
};

export const missingSchema: Rule = {
  name: "missing-schema",
  severity: "error",
  lenient: true,
  remedy: "Say by `schema` or `content` what may be sent; with `lenient` it is anything.",
};

export const schemaType: Rule = {
  name: "schema-type",
  severity: "error",
  lenient: true,
  remedy: "Write a type that this version of OpenAPI has; with `lenient` a list is read as in 3.1, others are ignored.",
};

export const infoText: Rule = {
  name: "info-text",
  severity: "error",
  lenient: true,
  remedy: "Put it in quotes: a version such as `1.0` is a number without them.",
};

export const xml: Rule = {
  name: "xml",
  severity: "warning",
  lenient: true,
  remedy: "Correct it as the specification says; generated code does not read it.",
};

const TEXT = /`(description|summary|license|scopes|authorizationUrl|tokenUrl|refreshUrl|deviceAuthorizationUrl)`/;
const INFO_TEXT = /^#\/(swagger|info\/[^/]+)$/;
const NULL_TEXT = /\/(description|summary|title)$/;

/** Redocly's visitor, with each problem under the name of the rule that it belongs to. */
export function sortStruct(visitor: Oas3Visitor): Oas3Visitor {
  const { any } = visitor;
  if (typeof any !== "function") return visitor;
  return {
    any(node, context) {
      const report: UserContext["report"] = (problem) => {
        const { location } = problem;
        const pointer = (Array.isArray(location) ? location[0] : location)?.pointer ?? "";
        context.report({ ...problem, ruleId: nameOf(problem.message, context.type.name, pointer) });
      };
      // Redocly asks the node itself what it has, so one with a member of this name cannot answer.
      const { required, requiredOneOf } = context.type;
      const isDumb = typeof node === "object" && node !== null && Object.hasOwn(node, "hasOwnProperty");
      if (isDumb && (required ?? requiredOneOf)) report({ message: "No field may be called `hasOwnProperty`." });
      else any(node, { ...context, report });
    },
  };
}

function nameOf(message: string, type: string, pointer: string): string {
  if (type === "Xml") return xml.name;
  if (message.includes("not expected here") || message.includes("not allowed here")) {
    return type === "Schema" ? unknownKeyword.name : unknownField.name;
  }
  if (message.includes("must be present") && TEXT.test(message)) return missingText.name;
  if (message.includes("but got `null`") && NULL_TEXT.test(pointer)) return missingText.name;
  if (INFO_TEXT.test(pointer) && message.startsWith("Expected type `string` but got")) return infoText.name;
  if (type === "Schema" && /^`type` (can be one of|".*" is not)/.test(message)) return schemaType.name;
  if (type !== "Root" && message.startsWith("Must contain at least one of")) return missingSchema.name;
  return struct.name;
}
