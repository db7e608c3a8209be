/** Returns the pointer in a 2.0 description of the schema that the upgrade moves to `pointer`. */
export function pointerIn20(pointer: string): string {
  return pointer.replace(/^#\/components\/schemas(?=\/)/, "#/definitions");
}

/**
 * Converts Swagger 2.0 to OpenAPI 3.0. Body and form parameters become request bodies. `produces` and `consumes`
 * become the media types of contents. `host`, `basePath` and `schemes` become servers. Shared parameters and
 * responses are inlined, because generated code has no names for them. `upgrade.ts` converts the result further.
 */
import { mapChildren } from "../../node-kinds.ts";
import { type Json, type JsonObject, isObject, ownProperty, setOwnProperty, valueAt } from "../../json.ts";
import { METHODS } from "../../openapi.ts";
import { childPointer, parsePointer } from "../../pointer.ts";
import { type Parameters20, parametersFrom20, requestBodyFrom20, inlineSchemaFrom20 } from "./from-2.0-parameters.ts";
import { securitySchemesFrom20 } from "./from-2.0-security.ts";

export function openapi30From20(swagger: JsonObject): JsonObject {
  return new SwaggerConversion(swagger).document();
}

/** Fields of the root object that are the same in 2.0 and 3.0. */
const SHARED_FIELDS: ReadonlySet<string> = new Set(["info", "tags", "security", "externalDocs"]);

class SwaggerConversion {
  readonly #swagger: JsonObject;
  readonly #schemas: Record<string, Json> = {};
  /** Names of schemas outside of `definitions` that references lead to, by pointer. 3.0 needs them as components. */
  readonly #named = new Map<string, string>();

  constructor(swagger: JsonObject) {
    this.#swagger = swagger;
  }

  document(): JsonObject {
    const { host, basePath, schemes, definitions, securityDefinitions, paths } = this.#swagger;
    const rest = Object.entries(this.#swagger).filter(([key]) => SHARED_FIELDS.has(key) || key.startsWith("x-"));
    // Reserves the names of all definitions first, so that no generated name takes one.
    for (const [name, schema] of entriesOf(definitions)) setOwnProperty(this.#schemas, name, schema);
    for (const [name, schema] of entriesOf(definitions)) setOwnProperty(this.#schemas, name, this.#schema(schema));
    const converted = mapProperties(paths, (item, path) => (path.startsWith("x-") ? item : this.#pathItem(item)));
    return {
      openapi: "3.0.4",
      ...Object.fromEntries(rest),
      servers: serversFrom20({ host, basePath, schemes }),
      paths: converted,
      components: { schemas: this.#schemas, securitySchemes: securitySchemesFrom20(securityDefinitions) },
    };
  }

  #pathItem(item: Json): Json {
    if (!isObject(item)) return item;
    const ref = item["$ref"];
    const { $ref: _, parameters, ...own } = item;
    const referred = typeof ref === "string" ? valueAt(this.#swagger, parsePointer(ref)) : undefined;
    const whole: JsonObject = isObject(referred) ? { ...referred, ...own } : own;
    const shared = parameters ?? ownProperty(referred, "parameters");
    return mapProperties(whole, (operation, key) => {
      return isMethod(key) && isObject(operation) ? this.#operation(operation, shared) : operation;
    });
  }

  #operation(operation: JsonObject, shared: Json | undefined): JsonObject {
    const { consumes, produces, schemes: _, parameters, responses, ...rest } = operation;
    const all: Parameters20 = this.#parameters(shared, parameters);
    const body = requestBodyFrom20(all, mediaTypesIn(consumes ?? this.#swagger["consumes"]));
    const produced = mediaTypesIn(produces ?? this.#swagger["produces"]);
    return {
      ...rest,
      parameters: parametersFrom20(all),
      ...(body !== undefined && { requestBody: body }),
      responses: mapProperties(responses, (response, status) => {
        return status.startsWith("x-") ? response : this.#response(response, produced);
      }),
    };
  }

  /**
   * Returns the parameters of the path item and the operation, unique by location and name. References are resolved
   * and schemas converted.
   */
  #parameters(...lists: readonly (Json | undefined)[]): Parameters20 {
    const merged = new Map<string, JsonObject>();
    for (const parameter of lists.flatMap((list) => (Array.isArray(list) ? list : []))) {
      const written = this.#follow(parameter);
      if (!isObject(written)) continue;
      const { schema } = written;
      const key = written["in"] === "body" ? "body" : `${String(written["in"])} ${String(written["name"])}`;
      merged.set(key, schema === undefined ? written : { ...written, schema: this.#schema(schema) });
    }
    return [...merged.values()];
  }

  #response(response: Json, produced: readonly string[]): Json {
    const written = this.#follow(response);
    if (!isObject(written)) return response;
    const { schema, headers, examples, ...rest } = written;
    const types = produced.length > 0 ? produced : [isFile(schema) ? "application/octet-stream" : "application/json"];
    const converted = schema === undefined ? undefined : this.#schema(schema);
    const content = types.map((type): [string, Json] => {
      const example = ownProperty(examples, type);
      return [type, { schema: converted ?? {}, ...(example !== undefined && { example }) }];
    });
    return {
      description: "",
      ...rest,
      ...(isObject(headers) && { headers: mapProperties(headers, headerFrom20) }),
      ...(converted !== undefined && { content: Object.fromEntries(content) }),
    };
  }

  #schema(schema: Json): Json {
    if (!isObject(schema)) return schema;
    const ref = schema["$ref"];
    if (typeof ref === "string") return { ...schema, $ref: this.#schemaReference(ref) };
    const converted = mapChildren("schema", schema, (below) => this.#schema(below));
    const discriminator = converted["discriminator"];
    if (typeof discriminator === "string") return { ...converted, discriminator: { propertyName: discriminator } };
    return isFile(converted) ? { ...converted, type: "string", format: "binary" } : converted;
  }

  #schemaReference(ref: string): string {
    const [top, ...below] = parsePointer(ref);
    if (top === "definitions") return childPointer("#/components/schemas", ...below);
    const known = this.#named.get(ref);
    if (known !== undefined) return known;
    const stem = below.findLast((segment) => /^[A-Za-z]/.test(segment) && segment !== "schema") ?? "Schema";
    let name = stem.replace(/[^A-Za-z0-9._-]+/g, "_");
    while (Object.hasOwn(this.#schemas, name)) name += "_";
    const pointer = childPointer("#/components/schemas", name);
    this.#named.set(ref, pointer);
    setOwnProperty(this.#schemas, name, {});
    setOwnProperty(this.#schemas, name, this.#schema(valueAt(this.#swagger, parsePointer(ref)) ?? {}));
    return pointer;
  }

  /** Resolves references. The loader has checked that they can be resolved and are not circular. */
  #follow(node: Json): Json | undefined {
    let current: Json | undefined = node;
    for (let ref = ownProperty(current, "$ref"); typeof ref === "string"; ref = ownProperty(current, "$ref")) {
      current = valueAt(this.#swagger, parsePointer(ref));
    }
    return current;
  }
}

function serversFrom20({ host, basePath, schemes }: Readonly<Record<string, Json | undefined>>): Json {
  const path = `/${typeof basePath === "string" ? basePath.replace(/^\//, "") : ""}`;
  if (typeof host !== "string") return [{ url: path }];
  // a valid `host` has neither a scheme nor a path; the rule `host` reports others
  const [, scheme, name = "", folder = ""] = /^(?:(?:([a-z][a-z0-9+.-]*):)?\/\/)?([^/?#]*)([^?#]*)/i.exec(host) ?? [];
  const protocols = Array.isArray(schemes) && schemes.length > 0 ? schemes : [scheme ?? "https"];
  const whole = `${folder.replace(/\/$/, "")}${path === "/" ? "" : path}`;
  return protocols.map((protocol) => ({ url: `${String(protocol)}://${name}${whole}` }));
}

function headerFrom20(header: Json): Json {
  if (!isObject(header)) return header;
  const { description, ...schema } = header;
  return { ...(description !== undefined && { description }), schema: inlineSchemaFrom20(schema) };
}

function mediaTypesIn(list: Json | undefined): readonly string[] {
  return Array.isArray(list) ? list.filter((type): type is string => typeof type === "string") : [];
}

function isFile(schema: Json | undefined): boolean {
  return ownProperty(schema, "type") === "file";
}

function isMethod(key: string): boolean {
  return METHODS.some((method) => method === key);
}

function entriesOf(map: Json | undefined): readonly (readonly [string, Json])[] {
  return isObject(map) ? Object.entries(map) : [];
}

function mapProperties(map: Json | undefined, change: (value: Json, key: string) => Json): JsonObject {
  return Object.fromEntries(entriesOf(map).map(([key, value]) => [key, change(value, key)]));
}
