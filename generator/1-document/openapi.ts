/**
 * Readonly types of the parts of an OpenAPI 3.2 document that later stages read. `upgrade.ts` converts every version
 * to this shape. Objects may have further properties, which are ignored.
 */
import type { FormatOptions } from "../options.ts";
import type { LinkObject } from "./links.ts";

export interface ReferenceObject {
  readonly $ref: string;
  readonly summary?: string;
  readonly description?: string;
}

export type Referable<T> = T | ReferenceObject;
export type Dictionary<T> = Readonly<Record<string, T>>;

/** OpenAPI 3.2 §4.1 */
export interface Document {
  readonly openapi: string;
  readonly $self?: string;
  readonly info: Info;
  readonly jsonSchemaDialect?: string;
  readonly servers?: readonly ServerObject[];
  readonly paths?: Dictionary<PathItem>;
  readonly webhooks?: Dictionary<Referable<PathItem>>;
  readonly components?: Components;
  readonly security?: readonly SecurityRequirementObject[];
  readonly tags?: readonly Tag[];
  readonly externalDocs?: ExternalDocumentation;
  /** The formats to check. The user of specwright chooses them; they are never part of a description. */
  readonly "x-specwright-formats"?: FormatOptions;
}

interface Info {
  readonly title: string;
  readonly summary?: string;
  readonly description?: string;
  readonly version: string;
}

export interface ServerObject {
  readonly url: string;
  readonly name?: string;
  readonly description?: string;
  readonly variables?: Dictionary<ServerVariableObject>;
}

interface ServerVariableObject {
  readonly enum?: readonly string[];
  readonly default: string;
  readonly description?: string;
}

/** OpenAPI 3.2 §4.7 */
interface Components {
  readonly schemas?: Dictionary<Schema>;
  readonly responses?: Dictionary<Referable<ResponseObject>>;
  readonly parameters?: Dictionary<Referable<ParameterObject>>;
  readonly examples?: Dictionary<unknown>;
  readonly requestBodies?: Dictionary<Referable<RequestBody>>;
  readonly headers?: Dictionary<Referable<HeaderObject>>;
  readonly securitySchemes?: Dictionary<Referable<SecuritySchemeObject>>;
  readonly links?: Dictionary<Referable<LinkObject>>;
  readonly callbacks?: Dictionary<Referable<Callback>>;
  readonly pathItems?: Dictionary<PathItem>;
  readonly mediaTypes?: Dictionary<Referable<MediaType>>;
}

export const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"] as const;
type Method = (typeof METHODS)[number];

/** OpenAPI 3.2 §4.9 */
export type PathItem = {
  readonly [method in Method]?: OperationObject;
} & {
  readonly $ref?: string;
  readonly additionalOperations?: Dictionary<OperationObject>;
  readonly summary?: string;
  readonly description?: string;
  readonly servers?: readonly ServerObject[];
  readonly parameters?: readonly Referable<ParameterObject>[];
};

/** OpenAPI 3.2 §4.10 */
export interface OperationObject {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly externalDocs?: ExternalDocumentation;
  readonly operationId?: string;
  readonly parameters?: readonly Referable<ParameterObject>[];
  readonly requestBody?: Referable<RequestBody>;
  readonly responses?: Dictionary<Referable<ResponseObject>>;
  readonly callbacks?: Dictionary<Referable<Callback>>;
  readonly deprecated?: boolean;
  readonly security?: readonly SecurityRequirementObject[];
  readonly servers?: readonly ServerObject[];
}

export interface ExternalDocumentation {
  readonly url: string;
  readonly description?: string;
}

/** OpenAPI 3.2 §4.12 */
export interface ParameterObject extends HeaderObject {
  readonly name: string;
  readonly in: "path" | "query" | "querystring" | "header" | "cookie";
  readonly allowEmptyValue?: boolean;
  readonly allowReserved?: boolean;
}

/** OpenAPI 3.2 §4.21 */
export interface HeaderObject {
  readonly description?: string;
  readonly required?: boolean;
  readonly deprecated?: boolean;
  readonly style?: string;
  readonly explode?: boolean;
  readonly schema?: Schema;
  readonly content?: Dictionary<Referable<MediaType>>;
  readonly example?: unknown;
  readonly examples?: Dictionary<unknown>;
}

export interface RequestBody {
  readonly description?: string;
  readonly content: Dictionary<Referable<MediaType>>;
  readonly required?: boolean;
}

/** OpenAPI 3.2 §4.14 */
export interface MediaType {
  readonly schema?: Schema;
  readonly itemSchema?: Schema;
  readonly example?: unknown;
  readonly examples?: Dictionary<unknown>;
  readonly encoding?: Dictionary<Encoding>;
  readonly prefixEncoding?: readonly Encoding[];
  readonly itemEncoding?: Encoding;
}

export interface Encoding {
  readonly contentType?: string;
  readonly encoding?: Dictionary<Encoding>;
  readonly prefixEncoding?: readonly Encoding[];
  readonly itemEncoding?: Encoding;
  readonly headers?: Dictionary<Referable<HeaderObject>>;
  readonly style?: string;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
}

export interface ResponseObject {
  readonly summary?: string;
  readonly description?: string;
  readonly headers?: Dictionary<Referable<HeaderObject>>;
  readonly content?: Dictionary<Referable<MediaType>>;
  readonly links?: Dictionary<Referable<LinkObject>>;
}

export type Callback = Dictionary<Referable<PathItem>>;

interface Tag {
  readonly name: string;
  readonly summary?: string;
  readonly description?: string;
  readonly parent?: string;
  readonly kind?: string;
}

export type SecurityRequirementObject = Dictionary<readonly string[]>;

export interface SecuritySchemeObject {
  readonly type: "apiKey" | "http" | "oauth2" | "openIdConnect" | "mutualTLS";
  readonly description?: string;
  readonly name?: string;
  readonly in?: "query" | "header" | "cookie";
  readonly scheme?: string;
  readonly bearerFormat?: string;
  readonly flows?: Readonly<Record<string, unknown>>;
  readonly openIdConnectUrl?: string;
  readonly deprecated?: boolean;
}

/** A schema of JSON Schema 2020-12 with OpenAPI's vocabulary. A reference is a schema with `$ref`. */
export type Schema = boolean | SchemaObject;

export interface SchemaObject {
  readonly $ref?: string;
  readonly $id?: string;
  readonly $anchor?: string;
  readonly $dynamicRef?: string;
  readonly $dynamicAnchor?: string;
  readonly $defs?: Dictionary<Schema>;
  readonly definitions?: Dictionary<Schema>;
  readonly $comment?: string;
  readonly type?: SchemaType | readonly SchemaType[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly contentMediaType?: string;
  readonly contentEncoding?: string;
  readonly contentSchema?: Schema;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly deprecated?: boolean;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly examples?: readonly unknown[];
  /** An example value. Deprecated in OpenAPI 3.1, but used for documentation. */
  readonly example?: unknown;
  readonly externalDocs?: ExternalDocumentation;
  readonly multipleOf?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly maxContains?: number;
  readonly minContains?: number;
  readonly maxProperties?: number;
  readonly minProperties?: number;
  readonly required?: readonly string[];
  readonly dependentRequired?: Dictionary<readonly string[]>;
  readonly prefixItems?: readonly Schema[];
  readonly items?: Schema;
  readonly contains?: Schema;
  readonly unevaluatedItems?: Schema;
  readonly properties?: Dictionary<Schema>;
  readonly patternProperties?: Dictionary<Schema>;
  readonly additionalProperties?: Schema;
  readonly unevaluatedProperties?: Schema;
  readonly propertyNames?: Schema;
  readonly dependentSchemas?: Dictionary<Schema>;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  readonly discriminator?: Discriminator;
  /** Internal keywords, see `schemas/narrowing.ts`. */
  readonly "x-specwright-validated-as"?: Schema;
  readonly "x-specwright-tags"?: UnionTags;
}

/** The property values that select the alternatives of a union. */
export interface UnionTags {
  readonly property: string;
  /** The values by alternative, in the order of `oneOf` or `anyOf`. */
  readonly values: readonly (readonly string[])[];
}

export type SchemaType = "null" | "boolean" | "object" | "array" | "number" | "string" | "integer";

export interface Discriminator {
  readonly propertyName: string;
  readonly mapping?: Dictionary<string>;
  readonly defaultMapping?: string;
}
