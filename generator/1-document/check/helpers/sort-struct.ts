/** Redocly's rule `struct`, with each of its problems under the name of the rule that it belongs to. */
import type { Oas3Visitor, UserContext } from "../../rule.ts";
import {
  infoText,
  missingSchema,
  missingText,
  schemaType,
  struct,
  unknownField,
  unknownKeyword,
  xml,
} from "../rules/struct.ts";

const TEXT = /`(description|summary|license|scopes|authorizationUrl|tokenUrl|refreshUrl|deviceAuthorizationUrl)`/;
const INFO_TEXT = /^#\/(swagger|openapi|info\/[^/]+)$/;
const NULL_TEXT = /\/(description|summary|title)$/;

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
