/**
 * Redocly's grammar of each version, put right where it refuses what the specification allows (in 2.64), and blind to
 * extensions and examples: they are data, and their references are nobody's business.
 */
import type { NodeType, NormalizedNodeType } from "@redocly/openapi-core";
import type { OpenApiVersion } from "../../openapi-version.ts";
import { isPlainSchema } from "./plain.ts";
import type * as redocly from "./redocly.ts";

/** The library, handed in by whoever has loaded it. */
export type Redocly = typeof redocly;
type NodeTypes = Readonly<Record<string, NodeType>>;
type PropType = NodeType["properties"][string];

/** By name; the walk begins at `Root`. */
export function redoclyTypes(
  version: OpenApiVersion,
  library: Redocly,
): Record<string, NormalizedNodeType> & { readonly Root: NormalizedNodeType } {
  const types = library.normalizeTypes(
    mapValues(grammarOf(version, library), (type, name) => {
      // components are looked into in any case, for the sake of their names
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

/** Its bound is an affair of `schema-keyword`. */
const multipleOf = number;

/** `type: file` in responses; bounds of parameters are numbers, not integers alone. */
function corrections20(types: NodeTypes): NodeTypes {
  const bounds = { maximum: number, minimum: number, multipleOf };
  const type = { enum: ["object", "array", "string", "number", "integer", "boolean", "null", "file"] };
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
    Schema: withProperties(types["Schema"], { multipleOf }),
  };
}

/** `style: cookie`, media types as components, the device flow, encodings within encodings, descriptions. */
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
      prefixEncoding: { ...encodings, name: "EncodingList" } as NodeType, // `listOf` is not exported
      itemEncoding: "Encoding",
    }),
    Response: { ...withProperties(types["Response"], {}), required: [] },
    MediaType: withProperties(types["MediaType"], { description: { type: "string" } }),
  };
}

/** Whatever its keys are: `path-slash` and `status-code` have better sentences. An extension is none of them. */
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

/** `null` is Redocly's word for: known, and not looked into. */
function isExample(type: PropType): boolean {
  return typeof type === "object" && type !== null && "isExample" in type && type.isExample === true;
}

interface SchemaOptions {
  readonly version: OpenApiVersion;
  /** Whether to look into schemas only where a rule might have something to say. */
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

/** Redocly's `type`, where it means a schema: since 3.1, wherever a schema may stand, `true` and `false` may (JSON Schema 2020-12 §4.3.2). */
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
    ? withSchemas(type as NodeType, options) // a list of schemas
    : type;
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  change: (value: Value, key: string) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
