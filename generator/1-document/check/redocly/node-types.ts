/**
 * Redocly's node types of each OpenAPI version, with two changes. They allow everything that the specification allows
 * (Redocly 2.64 does not), and they skip extensions and examples, which are data without references.
 */
import type { NodeType, NormalizedNodeType } from "@redocly/openapi-core";
import type { OpenApiVersion } from "../../openapi-version.ts";
import { isPlainSchema } from "./plain-schemas.ts";
import type * as redocly from "./redocly.ts";

/** The library, which the caller loads when it is needed. */
export type Redocly = typeof redocly;
type NodeTypes = Readonly<Record<string, NodeType>>;
type PropType = NodeType["properties"][string];

/** Returns the node types of a version by name. The walk begins at `Root`. */
export function redoclyTypes(
  version: OpenApiVersion,
  library: Redocly,
): Record<string, NormalizedNodeType> & { readonly Root: NormalizedNodeType } {
  const types = library.normalizeTypes(
    mapValues(grammarOf(version, library), (type, name) => {
      // named schemas are always visited, because rules check their names
      return withSchemas(withoutData(type), { version, skipsPlain: name !== "NamedSchemas" });
    }),
  );
  const { Root } = types;
  if (!Root) throw new TypeError("Redocly has no type for the root");
  return { ...types, Root };
}

function grammarOf(version: OpenApiVersion, { Oas2Types, Oas3Types, Oas3_1Types, Oas3_2Types }: Redocly): NodeTypes {
  switch (version) {
    case "2.0":
      return { ...Oas2Types, ...corrections20(Oas2Types) };
    case "3.0":
      return {
        ...Oas3Types,
        ...corrections30(Oas3Types),
        Schema: withProperties(Oas3Types.Schema, { multipleOf, items: "Schema" }),
      };
    case "3.1":
      return { ...Oas3_1Types, ...corrections30(Oas3_1Types) };
    case "3.2":
      return { ...Oas3_2Types, ...corrections32(Oas3_2Types) };
    default:
      return version satisfies never;
  }
}

const number = { type: "number" } as const;

/** The rule `schema-keyword` checks the limit of the value. */
const multipleOf = number;

/** Allows `type: file` in responses, arrays of types, and fractions as limits of parameters. */
function corrections20(types: NodeTypes): NodeTypes {
  const bounds = { maximum: number, minimum: number, multipleOf };
  const names = { enum: ["object", "array", "string", "number", "integer", "boolean", "null", "file"] };
  // JSON Schema draft 4 allows an array of types (Swagger 2.0, Schema Object)
  const type: PropType = (value: unknown) => (Array.isArray(value) ? { type: "array", items: names } : names);
  return {
    Paths: mapOf("PathItem", types["Paths"]),
    Responses: mapOf("Response", types["Responses"]),
    Schema: withProperties(types["Schema"], { type, multipleOf }),
    Parameter: withProperties(types["Parameter"], bounds),
    ParameterItems: withProperties(types["ParameterItems"], bounds),
    Header: withProperties(types["Header"], bounds),
  };
}

function corrections30(types: NodeTypes): NodeTypes {
  return {
    Root: withProperties(types["Root"], { openapi: { type: "string" } }),
    Paths: mapOf("PathItem", types["Paths"]),
    Responses: mapOf("Response", types["Responses"]),
    Callback: mapOf("PathItem"),
    Schema: withProperties(types["Schema"], { multipleOf, $vocabulary: { type: "object" } }),
  };
}

/** Allows `style: cookie`, media types as components, the device flow, nested encodings, and optional descriptions. */
function corrections32(types: NodeTypes): NodeTypes {
  const styles = ["form", "simple", "label", "matrix", "spaceDelimited", "pipeDelimited", "deepObject", "cookie"];
  const encodings: NodeType = { properties: {}, items: "Encoding" };
  return {
    ...corrections30(types),
    Parameter: withProperties(types["Parameter"], { style: { enum: styles } }),
    NamedMediaTypes: { properties: {}, additionalProperties: "MediaType" },
    DeviceAuthorization: withProperties(types["DeviceAuthorization"], { scopes: { type: "object" } }),
    Encoding: withProperties(types["Encoding"], {
      encoding: "EncodingMap",
      prefixEncoding: { ...encodings, name: "EncodingList" } as NodeType, // Redocly does not export `listOf`
      itemEncoding: "Encoding",
    }),
    Response: { ...withProperties(types["Response"], {}), required: [] },
    MediaType: withProperties(types["MediaType"], { description: { type: "string" } }),
  };
}

/** Allows all keys but extensions: our rules `path-slash` and `status-code` check them with better messages. */
function mapOf(item: string, type?: NodeType): NodeType {
  return {
    ...withProperties(type, {}),
    additionalProperties: (_value, key) => (key.startsWith("x-") ? null : item),
  };
}

function withProperties(type: NodeType | undefined, properties: NodeType["properties"]): NodeType {
  return { ...type, properties: { ...type?.properties, ...properties } };
}

function withoutData(type: NodeType): NodeType {
  const { extensionsPrefix: _, ...rest } = type;
  const known = Object.entries(type.properties).filter(([name]) => !name.startsWith("x-"));
  return { ...rest, properties: Object.fromEntries(known.map(([name, of]) => [name, isExample(of) ? null : of])) };
}

/** Returns true for a property that holds an example. Its type becomes `null`, for which Redocly does not visit the value. */
function isExample(type: PropType): boolean {
  return typeof type === "object" && type !== null && "isExample" in type && type.isExample === true;
}

interface SchemaOptions {
  readonly version: OpenApiVersion;
  /** True to skip schemas in which no rule can find a problem. */
  readonly skipsPlain: boolean;
}

function withSchemas(type: NodeType, options: SchemaOptions): NodeType {
  const change = (of: PropType): PropType => schemaType(of, options);
  return {
    ...type,
    properties: mapValues(type.properties, change),
    ...(type.items !== undefined && { items: change(type.items) }),
    ...(type.additionalProperties !== undefined && { additionalProperties: change(type.additionalProperties) }),
  };
}

/** Returns a type that also allows boolean schemas, which exist since 3.1 (JSON Schema 2020-12 §4.3.2). */
function schemaType(type: PropType, options: SchemaOptions): PropType {
  const { version, skipsPlain } = options;
  const hasBooleans = version === "3.1" || version === "3.2";
  const isSkipped = (value: unknown): boolean => skipsPlain && isPlainSchema(value, version);
  if (type === "Schema") {
    return (value: unknown) => {
      if (hasBooleans && typeof value === "boolean") return { type: "boolean" };
      return isSkipped(value) ? null : "Schema";
    };
  }
  if (typeof type === "function") {
    return (value: unknown, key: string) => {
      if (hasBooleans && typeof value === "boolean") return null;
      const told = type(value, key);
      return told === "Schema" && isSkipped(value) ? null : told;
    };
  }
  return typeof type === "object" && type !== null && "items" in type && type.items === "Schema"
    ? withSchemas(type as NodeType, options) // an array of schemas
    : type;
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  change: (value: Value, key: string) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
