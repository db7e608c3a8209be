/** Divides the problems of Redocly's rule `struct` among our rules, such as `unknown-field` and `missing-schema`. */
import type { Oas3Visitor, UserContext } from "../../rule.ts";
import { infoText } from "../rules/info-text.ts";
import { missingSchema } from "../rules/missing-schema.ts";
import { missingText } from "../rules/missing-text.ts";
import { schemaType } from "../rules/schema-type.ts";
import { struct } from "../rules/struct.ts";
import { unknownField } from "../rules/unknown-field.ts";
import { unknownKeyword } from "../rules/unknown-keyword.ts";
import { xml } from "../rules/xml.ts";

const TEXT = /`(description|summary|license|scopes|authorizationUrl|tokenUrl|refreshUrl|deviceAuthorizationUrl)`/;
const INFO_TEXT = /^#\/(swagger|openapi|info\/[^/]+)$/;
const NULL_TEXT = /\/(description|summary|title)$/;

/** Returns Redocly's visitor, which reports each problem under the name of the rule it belongs to. */
export function splitStructProblems(visitor: Oas3Visitor): Oas3Visitor {
  const { any } = visitor;
  if (typeof any !== "function") return visitor;
  return {
    any(node, context) {
      const report: UserContext["report"] = (problem) => {
        const { location } = problem;
        const pointer = (Array.isArray(location) ? location[0] : location)?.pointer ?? "";
        context.report({ ...problem, ruleId: ruleNameOf(problem.message, context.type.name, pointer) });
      };
      // Redocly calls `hasOwnProperty` of the node itself, which such a field would replace.
      const { required, requiredOneOf } = context.type;
      const hidesOwnProperty = typeof node === "object" && node !== null && Object.hasOwn(node, "hasOwnProperty");
      if (hidesOwnProperty && (required ?? requiredOneOf)) {
        report({ message: "A field must not be named `hasOwnProperty`." });
      } else any(node, { ...context, report });
    },
  };
}

function ruleNameOf(message: string, type: string, pointer: string): string {
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
