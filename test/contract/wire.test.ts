/** The client sends valid requests, and the handler receives the input of the caller unchanged. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { comparable, constantOf, description, type Input, inputsOf, judge } from "./operation-inputs.ts";
import { dereference, type DescribedOperation, type Json, object } from "./description.ts";
import { type Loop, type Received, startLoop, TOKEN, TRANSPORTS } from "./closed-loop.ts";

const COUNT = 8;

describe.each(TRANSPORTS)("over %s", (transport) => {
  let loop: Loop;
  beforeAll(async () => {
    loop = await startLoop(transport);
  });
  afterAll(() => loop.close());

  const cases = description.operations.flatMap((operation) =>
    inputsOf(operation, COUNT).map((input, index) => ({ operation, input, name: `${operation.id} ${index + 1}` })),
  );

  test.each(cases)("$name", async ({ operation, input }) => {
    let received: Received | undefined;
    const result = await loop.send(operation, input, (given) => {
      received = given;
      return new Response(undefined, { status: 204 });
    });
    const { request } = loop.travelled;
    expect(request.method).toBe(operation.method);
    expect(new URL(request.url).pathname).toBe(pathOf(operation, input));
    expect(complaintsAboutQuery(operation, new URL(request.url).search)).toEqual([]);
    expect(headersOf(operation, request)).toEqual(wantedHeaders(operation, input));
    expect(await complaintsAboutBody(operation, request)).toEqual([]);

    expect(received, `the server responded with ${await textOf(result.response)}`).toBeDefined();
    expect({ ...received?.path }).toEqual(input.path ?? {});
    expect({ ...received?.query }).toEqual({ ...defaultsOf(operation), ...input.query });
    expect(plain(received?.headers)).toEqual(expect.objectContaining(input.headers ?? {}));
    expect(await comparable(received?.body)).toEqual(await comparable(input.body));
  });
});

function plain(group: object | undefined): object {
  return { ...group };
}

async function textOf(response: Response): Promise<string> {
  return response.bodyUsed ? String(response.status) : `${response.status} ${await response.text()}`;
}

/** Returns the path with each expression replaced by its percent-encoded value. */
function pathOf({ path }: DescribedOperation, input: Input): string {
  return path.replaceAll(/\{([^}]+)\}/g, (_whole, name: string) => encodeURIComponent(String(input.path?.[name])));
}

/** Decodes a query in the default style `form` by the types of the schemas, and validates it with the oracle. */
function complaintsAboutQuery({ parameters }: DescribedOperation, search: string): readonly string[] {
  const described = new Map(parameters.filter((one) => one.in === "query").map((one) => [one.name, one]));
  const pairs = search.replace("?", "").split("&").filter(Boolean);
  return pairs.flatMap((pair) => {
    const [name = "", text = ""] = pair.split("=").map(decodePlus);
    const parameter = described.get(name);
    if (!parameter) return [`${name} is not described`];
    return judge(parameter.schema, valueOf(parameter.schema, text, pair.split("=")[1] ?? ""));
  });
}

function decodePlus(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}

function valueOf(schema: Json, text: string, raw: string): unknown {
  switch (dereference(description.document, schema)["type"]) {
    case "integer":
    case "number":
      return Number(text);
    case "boolean":
      return text === "true" ? true : text === "false" ? false : text;
    case "array":
      return raw.split(",").map(decodePlus);
    default:
      return text;
  }
}

/** Returns the documented headers and the credential of a request. */
function headersOf({ parameters }: DescribedOperation, request: Request): object {
  const names = ["X-API-TOKEN", ...parameters.filter((one) => one.in === "header").map(({ name }) => name)];
  return Object.fromEntries(names.map((name) => [name, request.headers.get(name)]));
}

function wantedHeaders({ parameters, security }: DescribedOperation, input: Input): object {
  expect(security).toEqual([{ ApiKeyAuth: [] }]);
  const headers = parameters.filter((one) => one.in === "header");
  const named = headers.map((one) => [one.name, constantOf(one) ?? input.headers?.[one.name] ?? null]);
  return { "X-API-TOKEN": TOKEN, ...Object.fromEntries(named) };
}

function defaultsOf({ parameters }: DescribedOperation): object {
  const query = parameters.filter((parameter) => parameter.in === "query");
  const defaults = query.map(({ name, schema }) => [name, dereference(description.document, schema)["default"]]);
  return Object.fromEntries(defaults.filter(([, value]) => value !== undefined));
}

async function complaintsAboutBody({ body }: DescribedOperation, request: Request): Promise<readonly string[]> {
  const sent = request.headers.get("content-type")?.split(";")[0];
  if (!body) return sent === undefined ? [] : [`a body of ${sent}, and none is described`];
  const content = sent === undefined ? undefined : body.contents.get(sent);
  if (!content) return [`${sent} is not described`];
  const schema = content["schema"] ?? true;
  if (sent === "application/json") return judge(schema, await request.clone().json());
  const form = await request.clone().formData();
  const properties = object(dereference(description.document, schema)["properties"]);
  const entries = [...new Set(form.keys())].map((name) => {
    const values = form.getAll(name).map((value) => (typeof value === "string" ? value : "a file"));
    const isArray = dereference(description.document, properties[name])["type"] === "array";
    return [name, isArray ? values : values[0]] as const;
  });
  return judge(schema, Object.fromEntries(entries));
}
