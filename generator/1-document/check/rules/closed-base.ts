import { isObject, type JsonObject } from "../../json.ts";
import type { Rule, UserContext } from "../../rule.ts";
import { type Conjunct, conjunctsOf, declaredProperty, isClosed, requiredNames } from "../helpers/conjuncts.ts";
import { onWrittenSchemas } from "../helpers/schema-visitors.ts";
import { schemaScope } from "../helpers/schema-scope.ts";

/** JSON Schema 2020-12 core §10.3.2.3: `additionalProperties` sees the `properties` beside it only. */
export const closedBase: Rule = {
  name: "closed-base",
  severity: "warning",
  remedy:
    "Remove `additionalProperties: false` from schemas that `allOf` combines. In 3.1, write `unevaluatedProperties: false` beside `allOf`. The option `extendClosedBases` reads the description in this way.",
  explanation: {
    asks: "A schema that `allOf` combines with others does not have `additionalProperties: false`, unless it declares all of their properties.",
    why: "`additionalProperties: false` forbids the properties of all other schemas, so that they can never occur. If one of them is required, no value is valid. Producers such as Swashbuckle and NSwag write this for inheritance.",
    breaks: `
      components:
        schemas:
          Shape: { type: object, properties: { name: { type: string } }, additionalProperties: false }
          Circle:
            allOf:
              - $ref: "#/components/schemas/Shape"
              - { type: object, properties: { radius: { type: number } } }`,
    keeps: `
      components:
        schemas:
          Shape: { type: object, properties: { name: { type: string } } }
          Circle:
            allOf:
              - $ref: "#/components/schemas/Shape"
              - { type: object, properties: { radius: { type: number } } }
            unevaluatedProperties: false`,
  },
  isSolvedBy: ({ extendClosedBases }) => extendClosedBases,
  visitor: () => onWrittenSchemas(check),
};

function check(schema: JsonObject, context: UserContext): void {
  const combinesReference = typeof schema["$ref"] === "string" && Object.keys(schema).length > 1;
  if (!combinesReference && !Array.isArray(schema["allOf"])) return;
  const conjuncts = conjunctsOf(schema, schemaScope(context, {})) ?? [];
  for (const closed of conjuncts.filter((each) => isClosed(each.schema))) {
    const message = messageOf(closed, conjuncts);
    if (message === undefined) continue;
    context.report({ message, location: context.location.key() });
    return; // one problem per schema is enough: they have one cause
  }
}

/** Returns the problem that a closed schema causes, or undefined if it declares all properties of the others. */
function messageOf({ schema: closed, title }: Conjunct, conjuncts: readonly Conjunct[]): string | undefined {
  const forbids = (name: string): boolean => declaredProperty(closed, name) === undefined;
  const cause = `\`additionalProperties: false\` of ${title}`;
  const required = conjuncts.flatMap(({ schema }) => requiredNames(schema)).find(forbids);
  if (required !== undefined) return `No value is valid: \`${required}\` is required, but ${cause} forbids it.`;
  const names = new Set(
    conjuncts
      .flatMap(({ schema: { properties } }) => (isObject(properties) ? Object.keys(properties) : []))
      .filter(forbids),
  );
  if (names.size === 0) return undefined;
  const [first = "", ...more] = names;
  const others = more.length === 0 ? "" : ` and ${more.length} more`;
  return `The property \`${first}\`${others} can never occur: ${cause} forbids it.`;
}
