/** The document around a schema, as a visitor sees it. */
import type { SourceOptions } from "../../../options.ts";
import type { UserContext } from "../../rule.ts";
import { formatAssertions } from "../../schemas/format-assertions.ts";
import type { SchemaScope } from "./schema-violation.ts";

/** Returns the scope of the schemas that a visitor meets. */
export function schemaScope(
  { resolve, specVersion }: Pick<UserContext, "resolve" | "specVersion">,
  { formats }: Partial<Pick<SourceOptions, "formats">>,
): SchemaScope {
  return {
    target: ($ref) => resolve<object>({ $ref }).node,
    formats: formatAssertions(formats),
    refHidesSiblings: specVersion === "oas2" || specVersion === "oas3_0",
  };
}
