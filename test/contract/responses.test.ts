/** The client returns each documented response unchanged, and reports undocumented ones. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiError, UnexpectedResponse, unwrap } from "../../generated/runtime/result.ts";
import { bodiesOf, comparable, description, inputsOf, judge, sample } from "./operation-inputs.ts";
import { type Json } from "./description.ts";
import { type Loop, type Reply, startLoop, TRANSPORTS } from "./closed-loop.ts";

const COUNT = 3;
/** Returns a concrete status for a range such as `4XX`, and for `default`. */
const CODES: Readonly<Record<string, number>> = { "4XX": 418, "5XX": 503, default: 418 };

const cases = description.operations.flatMap((operation) => {
  const [input = {}] = inputsOf(operation, 1);
  return [...operation.responses].flatMap(([status, response]) => {
    const contents = response.contents.size === 0 ? [[undefined, undefined] as const] : [...response.contents];
    const headers = sample(headersSchema(response.headers), COUNT);
    return contents.flatMap(([mediaType, content]) => {
      const schema = content?.["schema"] ?? true;
      const bodies = mediaType === undefined ? [undefined] : bodiesOf(mediaType, schema, COUNT);
      return bodies.map((body, index) => ({
        name: `${operation.id} answers ${status}${mediaType ? ` ${mediaType}` : ""} ${index + 1}`,
        operation,
        input,
        schema,
        mediaType,
        reply: {
          status: CODES[status] ?? Number(status),
          ...(mediaType !== undefined && { body }),
          ...(Object.keys(headers[index] ?? {}).length > 0 && { headers: headers[index] as Record<string, unknown> }), // of type object
        } satisfies Reply,
      }));
    });
  });
});

describe.each(TRANSPORTS)("over %s", (transport) => {
  let loop: Loop;
  beforeAll(async () => {
    loop = await startLoop(transport);
  });
  afterAll(() => loop.close());

  test.each(cases)("$name", async ({ operation, input, schema, mediaType, reply }) => {
    const result = await loop.send(operation, input, () => reply);
    const { response } = loop.travelled;
    expect(response.status).toBe(reply.status);
    expect(response.headers.get("content-type")?.split(";")[0]).toBe(mediaType);
    const complaints = mediaType === "application/json" ? judge(schema, await response.clone().json()) : [];
    expect(complaints).toEqual([]);

    expect(result.status).toBe(reply.status);
    expect(result.ok).toBe(reply.status < 300);
    const bytes = await comparable(reply.body);
    expect(await comparable(result.ok ? result.data : result.error)).toEqual(bytes);
    expect({ ...result.headers }).toEqual(expect.objectContaining(reply.headers ?? {}));
    const unwrapped = await unwrap(result).then(
      async (data) => ({ data: await comparable(data) }),
      ({ name, status }: ApiError) => ({ name, status }),
    );
    expect(unwrapped).toEqual(result.ok ? { data: bytes } : { name: "ApiError", status: reply.status });
  });
});

describe("undocumented responses", () => {
  let loop: Loop;
  beforeAll(async () => {
    loop = await startLoop("memory");
  });
  afterAll(() => loop.close());
  const [operation] = description.operations;
  if (!operation) throw new Error("there are operations");

  const responses: readonly [name: string, response: () => Response, reason: string][] = [
    ["another media type", () => new Response("<p>", { headers: { "content-type": "text/html" } }), "media type"],
    ["JSON that is none", () => new Response("{", { headers: { "content-type": "application/json" } }), "syntax"],
  ];

  test.each(responses)("%s is reported with the beginning of its body", async (_name, response, reason) => {
    const result = await loop.send(operation, {}, response);
    expect(result).toMatchObject({ ok: false, status: 0 });
    expect(result.error).toBeInstanceOf(UnexpectedResponse);
    expect(result.error).toMatchObject({ status: 200, reason, text: await response().text() });
  });

  const invalid: readonly [name: string, reply: Reply][] = [
    ["a body that is not of the schema", { status: 200, body: { data: "secret" } }],
    ["another media type", { status: 200, body: "secret", contentType: "text/html" }],
    ["no body", { status: 200 }],
  ];

  test.each(invalid)(
    "a handler that returns %s: the client receives status 500 without details",
    async (_name, reply) => {
      await loop.send(operation, {}, () => reply);
      expect(loop.travelled.response.status).toBe(500);
      expect(await loop.travelled.response.text()).not.toContain("secret");
    },
  );

  test("a handler that throws: the client receives status 500 without details", async () => {
    await loop.send(operation, {}, () => {
      throw new Error("secret");
    });
    expect(loop.travelled.response.status).toBe(500);
    expect(await loop.travelled.response.text()).not.toMatch(/secret|at .*\.ts/);
  });
});

function headersSchema(headers: ReadonlyMap<string, { readonly required: boolean; readonly schema: Json }>): Json {
  return {
    type: "object",
    properties: Object.fromEntries([...headers].map(([name, { schema }]) => [name, schema])),
    required: [...headers].filter(([, { required }]) => required).map(([name]) => name),
    additionalProperties: false,
  };
}
