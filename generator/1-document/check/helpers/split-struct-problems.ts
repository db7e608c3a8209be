/** Divides the problems of Redocly's rule `struct` among our rules, such as `unknown-field` and `missing-schema`. */
import { isObject } from "../../json.ts";
import { isSchemaType } from "../../schemas/schema-types.ts";
import type { Oas3Visitor, UserContext } from "../../rule.ts";
import { infoText } from "../rules/info-text.ts";
import { missingField } from "../rules/missing-field.ts";
import { missingSchema } from "../rules/missing-schema.ts";
import { missingText } from "../rules/missing-text.ts";
import { nullValue } from "../rules/null-value.ts";
import { oldKeyword } from "../rules/old-keyword.ts";
import { schemaTypeArray } from "../rules/schema-type-array.ts";
import { schemaType } from "../rules/schema-type.ts";
import { struct } from "../rules/struct.ts";
import { unknownField } from "../rules/unknown-field.ts";
import { unknownKeyword } from "../rules/unknown-keyword.ts";
import { xml } from "../rules/xml.ts";

const TEXT = /`(description|summary|license|scopes|authorizationUrl|tokenUrl|refreshUrl|deviceAuthorizationUrl)`/;
const INFO_TEXT = /^#\/(swagger|openapi|info\/[^/]+)$/;
const MISSING_FIELD = /^The field `(paths|info|title|version|responses|content|items|flows)` must be present/;
const NEGATIVE = /^The value of the (?:min|max)(?:Length|Items|Properties) field must be greater/;
/** Objects for which a reference can stand. */
const REFERABLE: ReadonlySet<string> = new Set(
  "Schema Parameter Header RequestBody Response PathItem Example Link Callback SecurityScheme MediaType".split(" "),
);
const EXCLUSIVE_FLAG = /^Expected type `number` but got `boolean`/;
const EXCLUSIVE_KEYWORD = /\/exclusiveM(?:in|ax)imum$/;
/** Redocly names the type of an object, such as `` `Schema` (object) ``. */
const NULL_VALUE = /^Expected type `(?:array`|object`|\w+` \((?:object|array)\)) but got `null`/;
const NULL_TEXT = /\/(description|summary|title)$/;

/** Returns Redocly's visitor, which reports each problem under the name of the rule it belongs to. */
export function splitStructProblems(visitor: Oas3Visitor): Oas3Visitor {
  const { any } = visitor;
  if (typeof any !== "function") return visitor;
  return {
    any(node, context) {
      // Redocly takes a reference in a cycle for its own target. The rule `no-schema-cycle` reports the cycle.
      if (REFERABLE.has(context.type.name) && isObject(node) && typeof node["$ref"] === "string") return;
      const report: UserContext["report"] = (problem) => {
        if (NEGATIVE.test(problem.message)) return; // reported by `negative-length`
        if (problem.message === BOOLEAN_SCHEMA && HAVE_BOOLEAN_SCHEMAS.has(context.specVersion)) return;
        const { location } = problem;
        const pointer = (Array.isArray(location) ? location[0] : location)?.pointer ?? "";
        context.report({
          ...problem,
          ruleId: ruleNameOf({ message: problem.message, type: context.type.name, pointer, node }),
        });
      };
      // Redocly calls `hasOwnProperty` of the node itself, which such a field would replace.
      const { required, requiredOneOf } = context.type;
      const hidesOwnProperty = typeof node === "object" && node !== null && Object.hasOwn(node, "hasOwnProperty");
      if (hidesOwnProperty && (required ?? requiredOneOf)) {
        report({ message: "A field must not be named `hasOwnProperty`." });
      } else if (typeof node === "object" && node !== null && !Array.isArray(node)) {
        // an invalid property does not keep other rules from the object
        any(node, { ...context, report, ignoreNextVisitorsOnNode: () => undefined });
      } else any(node, { ...context, report });
    },
  };
}

interface StructProblem {
  readonly message: string;
  /** Redocly's name of the type of the node. */
  readonly type: string;
  readonly pointer: string;
  readonly node: unknown;
}

function isOldKeyword(message: string, pointer: string): boolean {
  if (EXCLUSIVE_KEYWORD.test(pointer)) return EXCLUSIVE_FLAG.test(message);
  return pointer.endsWith("/nullable") && message.includes("not expected here");
}

/** Redocly's problem with `true` or `false` in place of a schema, at the end of a reference too. */
const BOOLEAN_SCHEMA = "Expected type `Schema` (object) but got `boolean`";

/** Versions in which a boolean is a schema (JSON Schema 2020-12 Core §4.3.2). */
const HAVE_BOOLEAN_SCHEMAS: ReadonlySet<string> = new Set(["oas3_1", "oas3_2"]);

function ruleNameOf({ message, type, pointer, node }: StructProblem): string {
  if (type === "Xml") return xml.name;
  if (type === "Schema" && isOldKeyword(message, pointer)) return oldKeyword.name;
  if (message.includes("not expected here") || message.includes("not allowed here")) {
    return type === "Schema" ? unknownKeyword.name : unknownField.name;
  }
  if (message.includes("must be present") && TEXT.test(message)) return missingText.name;
  if (message.includes("but got `null`") && NULL_TEXT.test(pointer)) return missingText.name;
  if (NULL_VALUE.test(message)) return nullValue.name;
  if (INFO_TEXT.test(pointer) && message.startsWith("Expected type `string` but got")) return infoText.name;
  if (type === "Schema" && /^`type` (can be one of|".*" is not)/.test(message)) {
    const types: unknown = isObject(node) ? node["type"] : undefined;
    return Array.isArray(types) && types.every(isSchemaType) ? schemaTypeArray.name : schemaType.name;
  }
  if (MISSING_FIELD.test(message)) return missingField.name;
  if (message.startsWith("Must contain at least one of")) {
    return type === "Root" ? missingField.name : missingSchema.name;
  }
  return struct.name;
}
