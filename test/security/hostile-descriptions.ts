/** Random, mostly valid descriptions of every version, with payloads in every string. */
import fc from "fast-check";
import { isObject, type Json, type JsonObject } from "../../generator/1-document/json.ts";
import { childPointer } from "../../generator/1-document/pointer.ts";
import * as payloads from "./payloads.ts";

const VERSIONS = ["2.0", "3.0.3", "3.1.1", "3.2.0"] as const;

type Kind = "text" | "name" | "token" | "segment" | "unbraced" | "pattern" | "mediaType";

/** Generates one description. */
export const description: fc.Arbitrary<JsonObject> = fc.gen().map((random) => new Author(random).document());

const smallNumber = fc.nat({ max: 99 });
const ARBITRARIES: Readonly<Record<Kind, () => fc.Arbitrary<string>>> = {
  text: () => payloads.payload,
  name: () => payloads.name,
  token: () => payloads.token,
  segment: () => payloads.segment,
  unbraced: () => payloads.unbraced,
  pattern: () => payloads.pattern,
  mediaType: () => payloads.mediaType,
};
const number = (): fc.Arbitrary<number> => smallNumber;

/** Writes one description. */
class Author {
  readonly #random: fc.GeneratorValue;
  readonly #version: (typeof VERSIONS)[number];
  readonly #schemas: readonly string[];
  readonly #schemes: readonly string[];
  readonly #tags: readonly string[];
  #operations = 0;
  /** Operations that links can refer to. */
  readonly #targets: { readonly operationId: string; readonly parameters: readonly Json[] }[] = [];

  constructor(random: fc.GeneratorValue) {
    this.#random = random;
    this.#version = this.#one(VERSIONS);
    this.#schemas = this.#names(2);
    this.#schemes = this.#names(2);
    this.#tags = this.#names(2);
  }

  get #is2(): boolean {
    return this.#version === "2.0";
  }

  /** True for 3.1 and newer: full JSON Schema, webhooks. */
  get #isNew(): boolean {
    return this.#version === "3.1.1" || this.#version === "3.2.0";
  }

  document(): JsonObject {
    const paths = objectOf(this.#times(1, this.#sometimes(3) ? 2 : 1, (index) => this.#path(index)));
    return {
      ...(this.#is2 ? { swagger: "2.0" } : { openapi: this.#version }),
      ...(this.#sometimes(50) && { "x-half": "\ud800" }),
      info: { title: this.#text(), version: this.#text(), ...this.#maybe("description"), ...this.#extension() },
      ...this.#address(),
      tags: this.#tags.map((name) => ({ name, ...this.#docs() })),
      paths,
      ...this.#components(),
      ...(this.#isNew && this.#sometimes(3) && { webhooks: { [this.#text("name")]: { post: this.#operation([]) } } }),
      ...this.#extension(),
    };
  }

  // ——— where it is ———

  #address(): JsonObject {
    if (this.#is2) return { host: "example.com", basePath: `/${this.#text("segment")}`, schemes: ["https"] };
    return { servers: this.#times(1, 2, () => this.#server()) };
  }

  #server(): JsonObject {
    const variable = this.#text("unbraced");
    const fallback = this.#text();
    return {
      url: `https://example.com/${this.#text("unbraced")}/{${variable}}`,
      ...this.#maybe("description"),
      variables: objectOf([
        [variable, { default: fallback, ...this.#maybe("description"), enum: [fallback, `${this.#text()} `] }],
      ]),
      ...this.#extension(),
    };
  }

  // ——— operations ———

  #path(index: number): [string, Json] {
    const name = this.#text("segment");
    const path = `/${index}${this.#text("segment")}/{${name}}`;
    const inPath = { name, in: "path", required: true, ...this.#maybe("description"), ...this.#scalar() };
    const methods = ["get", "post", ...(this.#version === "3.2.0" ? ["query"] : [])];
    const operations = methods.flatMap((method) =>
      this.#sometimes(3) ? [[method, this.#operation([inPath], method)] as const] : [],
    );
    const own = this.#version === "3.2.0" && this.#sometimes(4);
    return [
      path,
      {
        ...(!this.#is2 && this.#docs("summary")),
        ...objectOf(operations.length > 0 ? operations : [["get", this.#operation([inPath])]]),
        ...(own && { additionalOperations: { [this.#text("token")]: this.#operation([inPath]) } }),
        ...this.#extension(),
      },
    ];
  }

  #operation(parameters: readonly Json[], method = "get"): JsonObject {
    const index = this.#operations++;
    const hasBody = method !== "get";
    const own = [...parameters, ...this.#parameters()];
    const operationId = `${this.#text("name")}${index === 0 ? "" : index}`;
    const isNamed = this.#sometimes(2);
    if (isNamed) this.#targets.push({ operationId, parameters: own });
    return {
      ...(isNamed && { operationId }),
      ...(this.#sometimes(2) && { tags: [this.#one([...this.#tags, this.#text()])] }),
      ...this.#docs("summary"),
      ...(this.#is2
        ? { parameters: hasBody ? [...own, this.#body2()] : own, produces: [this.#text("mediaType")] }
        : { parameters: own, ...(hasBody && { requestBody: this.#body() }) }),
      responses: this.#responses(),
      ...(this.#sometimes(3) && { security: [objectOf([[this.#one(this.#schemes), []]])] }),
      ...(!this.#is2 && this.#sometimes(8) && { callbacks: this.#callbacks() }),
      ...(!this.#is2 && this.#sometimes(8) && { servers: [this.#server()] }),
      ...this.#extension(),
    };
  }

  #parameters(): readonly Json[] {
    const query = { name: this.#text("name"), in: "query", ...this.#docs(), ...this.#scalar() };
    const header = { name: `x-${this.#text("token")}`, in: "header", ...this.#docs(), ...this.#headerScalar() };
    const cookie = { name: this.#text("token"), in: "cookie", ...this.#docs(), ...this.#headerScalar() };
    const content = { name: ` ${this.#text()}`, in: "query", content: { "application/json": this.#media() } };
    const list = {
      name: `  ${this.#text()}`,
      in: "query",
      style: "deepObject",
      explode: true,
      schema: { type: "object", properties: objectOf([[this.#text("name"), { type: "string" }]]) },
    };
    const all = this.#is2 ? [query, header] : [query, header, cookie, content, list];
    return all.filter(() => this.#sometimes(3)).map((parameter) => ({ ...parameter, ...this.#extension() }));
  }

  #body(): JsonObject {
    return { ...this.#maybe("description"), required: this.#flag(), content: this.#content() };
  }

  #body2(): JsonObject {
    return { name: this.#text(), in: "body", ...this.#maybe("description"), schema: this.#schema(1) };
  }

  #content(): JsonObject {
    return objectOf(this.#times(1, 2, () => [this.#text("mediaType"), this.#media()]));
  }

  #media(): JsonObject {
    const property = this.#text("name");
    const schema = this.#sometimes(4)
      ? { type: "object", properties: objectOf([[property, { type: "string" }]]) }
      : this.#schema(1);
    return { schema, ...(this.#sometimes(3) && { example: this.#value() }), ...this.#extension() };
  }

  #responses(): JsonObject {
    const statuses = ["200", "404", this.#is2 ? "500" : "4XX", "default"].filter(() => this.#sometimes(4));
    return objectOf((statuses.length > 0 ? statuses : ["200"]).map((status) => [status, this.#response()]));
  }

  #response(): JsonObject {
    const words = { description: this.#text(), ...this.#extension() };
    const name = `x-${this.#text("token")}`;
    const headers = (header: JsonObject): JsonObject => ({ headers: objectOf([[name, header]]) });
    if (this.#is2) return { ...words, schema: this.#schema(1), ...headers({ ...this.#scalar() }) };
    return {
      ...words,
      ...(this.#sometimes(4) && { links: objectOf([[this.#text("name"), this.#link()]]) }),
      ...(this.#sometimes(3) && headers({ ...this.#docs(), ...this.#headerScalar() })),
      ...(this.#sometimes(2) && { content: this.#content() }),
    };
  }

  #link(): JsonObject {
    const { operationId, parameters } = this.#one([...this.#targets, { operationId: this.#text(), parameters: [] }]);
    const keys = parameters.map((parameter) => (isObject(parameter) ? String(parameter["name"]) : ""));
    return {
      operationId,
      ...this.#maybe("description"),
      parameters: objectOf([...keys, this.#text("name")].map((key) => [key, this.#text()])),
      requestBody: this.#value(),
      ...(this.#sometimes(4) && { server: this.#server() }),
    };
  }

  #callbacks(): JsonObject {
    const expression = `{$request.body#/${this.#text("unbraced")}}`;
    return objectOf([[this.#text("name"), objectOf([[expression, { post: this.#operation([]) }]])]]);
  }

  // ——— components ———

  #components(): JsonObject {
    // nothing that may be a mere reference: no schema is only itself
    const schema = (): JsonObject => this.#one([() => this.#object(1), () => this.#literals(), () => this.#string()])();
    const schemas = objectOf(this.#schemas.map((name) => [name, { ...this.#words(), ...schema() }]));
    const schemes = objectOf(this.#schemes.map((name) => [name, this.#scheme()]));
    return this.#is2
      ? { definitions: schemas, securityDefinitions: schemes }
      : { components: { schemas, securitySchemes: schemes, ...this.#extension() } };
  }

  #scheme(): JsonObject {
    const where = this.#one(["header", "query"]);
    const key = { type: "apiKey", in: where, name: this.#text(where === "query" ? "name" : "token") };
    const scopes = objectOf([[this.#text("name"), this.#text()]]);
    const url = `https://example.com/${encodeURIComponent(this.#text())}`;
    const flow = this.#is2
      ? { type: "oauth2", flow: "implicit", authorizationUrl: url, scopes }
      : { type: "oauth2", flows: { implicit: { authorizationUrl: url, scopes } } };
    const http = this.#is2 ? { type: "basic" } : { type: "http", scheme: "bearer", bearerFormat: this.#text() };
    return { ...this.#one([key, flow, http]), ...this.#maybe("description"), ...this.#extension() };
  }

  // ——— schemas ———

  #schema(depth: number): JsonObject {
    const kinds = [() => this.#string(), () => this.#number(), () => this.#literals(), () => this.#reference()];
    if (depth > 0) {
      kinds.push(
        () => this.#object(depth - 1),
        () => this.#object(depth - 1),
        () => ({ type: "array", items: this.#schema(depth - 1), ...(this.#sometimes(3) && { uniqueItems: true }) }),
        () => ({ allOf: [this.#schema(depth - 1), this.#object(depth - 1)] }),
        ...(this.#is2 ? [] : [() => this.#choice(depth - 1)]),
        ...(this.#isNew ? [() => this.#keywords(depth - 1)] : []),
      );
    }
    const schema = this.#one(kinds)();
    return "$ref" in schema ? schema : { ...this.#words(), ...schema };
  }

  /** Returns annotations of a schema. */
  #words(): JsonObject {
    return {
      ...(this.#sometimes(3) && { title: this.#text() }),
      ...this.#docs(),
      ...(this.#sometimes(4) && { default: this.#value() }),
      ...(this.#sometimes(6) && { readOnly: true }),
      ...(this.#isNew && this.#sometimes(6) && { examples: [this.#value()], $comment: this.#text() }),
      ...(!this.#isNew && this.#sometimes(4) && { example: this.#value() }),
      ...(this.#sometimes(8) && { xml: { name: this.#text() } }),
      ...this.#extension(),
    };
  }

  #string(): JsonObject {
    return {
      type: "string",
      ...(this.#sometimes(3) && { format: this.#text() }),
      ...(this.#sometimes(3) && { pattern: this.#text("pattern") }),
      ...(this.#isNew && this.#sometimes(6) && { contentMediaType: this.#text(), contentEncoding: this.#text() }),
    };
  }

  #number(): JsonObject {
    return { type: this.#one(["number", "integer", "boolean"]), ...(this.#sometimes(3) && { format: this.#text() }) };
  }

  #literals(): JsonObject {
    if (this.#isNew && this.#sometimes(2)) return { const: this.#value() };
    const values = [this.#text(), this.#text("name"), this.#text()];
    const mixed = this.#sometimes(4) ? [this.#value()] : [];
    return { ...(mixed.length === 0 && { type: "string" }), enum: distinct([...values, ...mixed]) };
  }

  #object(depth: number): JsonObject {
    const properties = this.#times(1, 2, () => [this.#text("name"), this.#schema(depth)] as const);
    return {
      type: "object",
      properties: objectOf(properties),
      ...(this.#sometimes(2) && { required: distinct(properties.map(([name]) => name)) }),
      ...(this.#sometimes(3) && { additionalProperties: this.#sometimes(2) ? this.#schema(depth) : false }),
      ...(this.#isNew && this.#sometimes(5) && this.#patterns(depth)),
    };
  }

  #patterns(depth: number): JsonObject {
    return { patternProperties: objectOf([[this.#text("pattern"), this.#schema(depth)]]) };
  }

  #choice(depth: number): JsonObject {
    if (this.#sometimes(2)) return { anyOf: [this.#schema(depth), this.#schema(depth)] };
    const propertyName = this.#text("name");
    const [first = "", second = first] = this.#schemas;
    const alternatives = distinct([first, second]).map((name) => ({ $ref: this.#pointer(name) }));
    const mapping = objectOf([[this.#text("name"), this.#pointer(first)]]);
    return { oneOf: alternatives, discriminator: { propertyName, ...(this.#sometimes(2) && { mapping }) } };
  }

  /** Returns keywords of JSON Schema 2020-12. */
  #keywords(depth: number): JsonObject {
    const [one, other] = [this.#text("name"), this.#text("name")];
    return this.#one<() => JsonObject>([
      () => ({ dependentRequired: objectOf([[one, [other]]]) }),
      () => ({ dependentSchemas: objectOf([[one, this.#schema(depth)]]) }),
      () => ({ propertyNames: { pattern: this.#text("pattern") }, type: "object" }),
      () => ({ $defs: objectOf([[one, this.#schema(depth)]]), type: "string" }),
      () => ({ not: { const: this.#value() } }),
      () => ({ if: { const: one }, then: this.#schema(depth), else: { const: other } }),
      () => ({ type: "array", prefixItems: [this.#schema(depth)], items: { const: one } }),
      () => ({ type: "array", contains: { const: one } }),
      () => ({ type: "object", unevaluatedProperties: this.#schema(depth) }),
      () => ({ $id: `https://example.com/${encodeURIComponent(one)}`, type: "string" }),
      () => ({ $anchor: "a", type: "string", contentMediaType: one, contentSchema: { const: other } }),
    ])();
  }

  #reference(): JsonObject {
    return { $ref: this.#pointer(this.#one(this.#schemas)), ...(this.#isNew && this.#maybe("description")) };
  }

  #pointer(name: string): string {
    return childPointer(this.#is2 ? "#/definitions" : "#/components/schemas", name);
  }

  /** Returns the schema of a parameter. In 2.0, its keywords are properties of the parameter. */
  #scalar(): JsonObject {
    const values = { type: "string", ...this.#maybe("pattern", "pattern"), ...this.#maybe("default") };
    const chosen = this.#sometimes(3) ? { type: "string", enum: distinct([this.#text(), this.#text()]) } : values;
    return this.#is2 ? chosen : { schema: chosen };
  }

  /** Returns a header value, which has no line break. */
  #headerScalar(): JsonObject {
    const chosen = this.#sometimes(2) ? { enum: [this.#text("token")] } : { ...this.#maybe("format") };
    return this.#is2 ? { type: "string", ...chosen } : { schema: { type: "string", ...chosen } };
  }

  #value(): Json {
    const text = this.#text();
    return this.#one<Json>([text, text, [text], objectOf([[this.#text("name"), [text, null, -0, 1e21]]])]);
  }

  // ——— words ———

  #docs(...members: readonly string[]): JsonObject {
    const documented = ["description", ...members].filter(() => this.#sometimes(2));
    return objectOf(documented.map((member) => [member, this.#text()]));
  }

  #maybe(member: string, kind: Kind = "text"): JsonObject {
    return this.#sometimes(2) ? { [member]: this.#text(kind) } : {};
  }

  #extension(): JsonObject {
    return this.#sometimes(4) ? objectOf([[`x-${this.#text()}`, this.#value()]]) : {};
  }

  #text(kind: Kind = "text"): string {
    return this.#random(ARBITRARIES[kind]);
  }

  /** Returns distinct names that also differ after normalization. */
  #names(count: number): readonly string[] {
    return distinct(this.#times(1, count, () => this.#text("name")));
  }

  #one<T>(list: readonly T[]): T {
    return list[this.#random(number) % list.length] as T; // of a list that is never empty
  }

  /** Returns true once in `times` calls on average. */
  #sometimes(times: number): boolean {
    return this.#random(number) % times === 0;
  }

  #flag(): boolean {
    return this.#sometimes(2);
  }

  #times<T>(least: number, most: number, make: (index: number) => T): readonly T[] {
    const count = least + (this.#random(number) % (most - least + 1));
    return Array.from({ length: count }, (_, index) => make(index));
  }
}

/** Creates an object in which `__proto__` is an ordinary property. */
function objectOf(entries: readonly (readonly [string, Json])[]): JsonObject {
  return Object.fromEntries(entries);
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
