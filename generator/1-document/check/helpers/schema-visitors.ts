/** Visitors of rules that look at the keywords of schemas. */
import { isObject, type JsonObject } from "../../json.ts";
import type { Oas3Visitor, UserContext } from "../../rule.ts";

type SchemaCheck = (schema: JsonObject, context: UserContext) => void;

/** Returns the visitor of all objects with keywords of schemas. In 2.0, parameters and headers have such keywords. */
export function onSchemaKeywords(check: SchemaCheck): Oas3Visitor {
  const visit = (node: unknown, context: UserContext): void => {
    if (isObject(node)) check(node, context);
  };
  return { Schema: visit, Parameter: visit, Header: visit, ParameterItems: visit };
}

/** Returns the visitor of all schemas as they are written. Redocly visits a schema with a `$ref` as a reference only. */
export function onWrittenSchemas(check: SchemaCheck): Oas3Visitor {
  const visit = (node: unknown, context: UserContext): void => {
    if (isObject(node)) check(node, context);
  };
  return {
    Schema: visit,
    ref(node: unknown, context) {
      if (context.type.name === "Schema") visit(node, context);
    },
  };
}
