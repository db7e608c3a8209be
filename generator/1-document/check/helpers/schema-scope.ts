/** The document around a schema, as a visitor sees it. */
import type { UserContext } from "../../rule.ts";
import type { SchemaScope } from "./schema-violation.ts";

/** Returns the scope of the schemas that a visitor meets. */
export function schemaScope({ resolve, specVersion }: Pick<UserContext, "resolve" | "specVersion">): SchemaScope {
  return {
    target: ($ref) => resolve<object>({ $ref }).node,
    refHidesSiblings: specVersion === "oas2" || specVersion === "oas3_0",
  };
}
