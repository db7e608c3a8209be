import type { SourceOptions } from "../../../options.ts";
import { isObject, type JsonObject } from "../../json.ts";
import { resolveReference } from "../helpers/path-items.ts";
import { schemaScope } from "../helpers/schema-scope.ts";
import { schemaViolations, violationText } from "../helpers/schema-violation.ts";
import { applicableSchemasOf, typesOfSchemas } from "../helpers/serialized-values.ts";
import type { NodeLocation, Rule, UserContext } from "../../rule.ts";

/** OpenAPI 3.2 §4.12.2, §4.14, §4.19 and §4.24: an example matches the schema that it stands beside. */
export const exampleValid: Rule = {
  name: "example-valid",
  severity: "warning",
  remedy: "Correct the example or the schema. Until then, the mock does not use the example.",
  explanation: {
    asks: "An example is valid against its schema.",
    why: "Readers copy examples, and `specwright mock` sends them. One of the two does not describe the API.",
    breaks: `
      components:
        schemas:
          Pet: { type: object, properties: { age: { type: integer } }, examples: [{ age: old }] }`,
    keeps: `
      components:
        schemas:
          Pet: { type: object, properties: { age: { type: integer } }, examples: [{ age: 3 }] }`,
  },
  visitor: (options) => {
    const check = checkerFor(options);
    return {
      MediaType(media: unknown, context) {
        if (!isObject(media) || media["schema"] === undefined) return;
        const isText = isTextMediaType(String(context.key));
        for (const example of examplesOf(media, context)) {
          if (isText || typeof example.value === "object") check(example, media["schema"], context);
        }
      },
      Parameter: (node, context) => checkSerialized(node, context, check),
      Header: (node, context) => checkSerialized(node, context, check),
      Schema(schema: unknown, context) {
        if (!isObject(schema)) return;
        const { example, examples } = schema;
        if (example !== undefined) {
          check({ value: example, location: context.location.child(["example"]) }, schema, context, true);
        }
        for (const [index, value] of (Array.isArray(examples) ? examples : []).entries()) {
          check({ value, location: context.location.child(["examples", index]) }, schema, context, true);
        }
      },
      // 2.0 has examples in responses, by media type
      Response(response: unknown, context) {
        if (!isObject(response) || context.specVersion !== "oas2" || !isObject(response["examples"])) return;
        for (const [mediaType, value] of Object.entries(response["examples"])) {
          const location = context.location.child(["examples", mediaType]);
          const isChecked = isTextMediaType(mediaType) || typeof value === "object";
          if (isChecked && response["schema"] !== undefined) check({ value, location }, response["schema"], context);
        }
      },
    };
  },
};

interface Example {
  readonly value: unknown;
  readonly location: NodeLocation;
}

/** Returns true for JSON and plain text, whose examples may be strings. */
function isTextMediaType(mediaType: string): boolean {
  return /^(?:[^;]*[/+]json|text\/plain)\s*(?:;|$)/i.test(mediaType);
}

/** Checks the examples of a parameter or a header. A string may be the encoded form of an array or an object. */
function checkSerialized(node: unknown, context: UserContext, check: ExampleCheck): void {
  if (!isObject(node) || node["schema"] === undefined) return;
  for (const example of examplesOf(node, context)) {
    const types = typesOfSchemas(applicableSchemasOf(node["schema"], context));
    const mayBeEncoded = typeof example.value === "string" && (types.has("array") || types.has("object"));
    if (!mayBeEncoded) check(example, node["schema"], context);
  }
}

/** Returns the values of `example` and `examples`, except values in other files and in encoded form. */
function examplesOf(node: JsonObject, context: UserContext): readonly Example[] {
  const { example, examples } = node;
  const single = example === undefined ? [] : [{ value: example, location: context.location.child(["example"]) }];
  const named = Object.entries(isObject(examples) ? examples : {}).flatMap(([name, written]) => {
    const place = context.location.child(["examples", name]);
    const { node: found, location } = resolveReference(written, place, context);
    const field = isObject(found) && ["dataValue", "value"].find((key) => Object.hasOwn(found, key));
    if (!isObject(found) || typeof field !== "string") return [];
    return [{ value: found[field], location: location.child([field]) }];
  });
  return [...single, ...named];
}

/** Reports an invalid example. Unless `isData`, a string may be the JSON text of the value. */
type ExampleCheck = (example: Example, schema: unknown, context: UserContext, isData?: boolean) => void;

function checkerFor(options: SourceOptions): ExampleCheck {
  return ({ value, location }, schema, context, isData = false) => {
    const scope = schemaScope(context, options);
    const violations = schemaViolations(value, schema, scope);
    if (violations.length === 0) return;
    const parsed = !isData && typeof value === "string" ? parsedJson(value) : undefined;
    if (parsed !== undefined && schemaViolations(parsed.value, schema, scope).length === 0) return;
    for (const violation of violations) {
      const message = `The example ${violationText(violation)}.`;
      context.report({ message, location: location.child([...violation.steps]) });
    }
  };
}

function parsedJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
