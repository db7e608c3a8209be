/** The server rejects invalid requests with the right status and accepts valid ones. The oracle decides which are valid. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { constantOf, description, inputsOf, judge } from "./operation-inputs.ts";
import { dereference, type DescribedOperation, type DescribedParameter, type Json } from "./description.ts";
import { type Loop, startLoop, TRANSPORTS } from "./closed-loop.ts";

interface Change {
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly query?: readonly [name: string, text: string];
  readonly body?: BodyInit | undefined;
}

const [LIST, CREATE, UPLOAD] = ["getClients", "storeClient", "uploadClient"].map((id) => {
  const found = description.operations.find((operation) => operation.id === id);
  if (!found) throw new Error(`${id} is not described`);
  return found;
}) as [DescribedOperation, DescribedOperation, DescribedOperation]; // one each, or it has thrown

const WITH_JSON = description.operations.flatMap((operation) => {
  const content = operation.body?.contents.get("application/json");
  return content ? [{ operation, schema: content["schema"] ?? true }] : [];
});

describe.each(TRANSPORTS)("over %s", (transport) => {
  let loop: Loop;
  beforeAll(async () => {
    loop = await startLoop(transport);
  });
  afterAll(() => loop.close());

  /** Sends a valid request with one change. `entered` is true if the request reached the handler. */
  async function send(
    operation: DescribedOperation,
    change: Change,
  ): Promise<{ entered: boolean; response: Response }> {
    let entered = false;
    const answer = () => {
      entered = true;
      return new Response(undefined, { status: 204 });
    };
    await loop.send(operation, inputsOf(operation, 2)[1] ?? {}, answer);
    const valid = loop.travelled.request;
    const url = new URL(valid.url);
    if (change.query) {
      const [name, text] = change.query;
      // by hand: URLSearchParams would encode the others' commas anew
      const others = url.search
        .replace("?", "")
        .split("&")
        .filter((pair) => pair && pair.split("=")[0] !== name);
      url.search = [...others, `${name}=${text}`].join("&");
    }
    const headers = new Headers(valid.headers);
    for (const [name, value] of Object.entries(change.headers ?? {})) {
      if (value === undefined) headers.delete(name);
      else headers.set(name, value);
    }
    const body = "body" in change ? change.body : await bytesOf(valid);
    entered = false;
    const response = await loop.fetch(new Request(url, { method: valid.method, headers, body: body ?? null }));
    return { entered, response };
  }

  async function expectRefusal(operation: DescribedOperation, change: Change, status: number): Promise<Response> {
    const { entered, response } = await send(operation, change);
    expect({ entered, status: response.status }).toEqual({ entered: false, status });
    expect(response.headers.get("content-type")).toContain("application/problem+json");
    expect(await response.clone().json()).toMatchObject({ status, title: expect.any(String) });
    return response;
  }

  describe.each(description.operations)("$id", (operation) => {
    test("responds with 401 without a valid credential, even if the rest of the request is invalid", async () => {
      const broken = { "X-Requested-With": undefined, "content-type": "text/nonsense" };
      const missing = await expectRefusal(operation, { headers: { ...broken, "X-API-TOKEN": undefined } }, 401);
      expect(missing.headers.get("www-authenticate")).toBeTypeOf("string");
      await expectRefusal(operation, { headers: { ...broken, "X-API-TOKEN": "stolen" } }, 401);
    });

    test("responds with 400 and names the header if it is missing or has another value than its constant", async () => {
      for (const parameter of operation.parameters.filter((one) => one.in === "header" && one.required)) {
        const response = await expectRefusal(operation, { headers: { [parameter.name]: undefined } }, 400);
        expect(await response.text()).toContain(parameter.name);
      }
      for (const { name } of operation.parameters.filter((one) => constantOf(one) !== undefined)) {
        await expectRefusal(operation, { headers: { [name]: "something else" } }, 400);
      }
    });

    const probes = operation.parameters.filter((one) => one.in === "query").flatMap(probesOf);
    test.each(probes)("?$query.0=$query.1 is rejected: $invalid", async ({ query, invalid }) => {
      const { entered, response } = await send(operation, { query });
      expect({ entered, refused: response.status === 400 }).toEqual({ entered: !invalid, refused: invalid });
    });

    test("requires a body and a documented media type", async () => {
      const [sent] = operation.body?.contents.keys() ?? [];
      if (sent === undefined) return;
      await expectRefusal(operation, { body: undefined, headers: { "content-type": undefined } }, 400);
      await expectRefusal(operation, { body: "x", headers: { "content-type": "application/x-unheard-of" } }, 415);
    });
  });

  describe.each(WITH_JSON)("$operation.id", ({ operation, schema }) => {
    test("accepts a mutated body only if the oracle accepts it", async () => {
      const mutants = inputsOf(operation, 3).flatMap(({ body }) => mutate(body as Json)); // of a JSON body
      const chosen = spread(mutants, 40);
      for (const mutant of chosen) {
        const { entered, response } = await send(operation, { body: JSON.stringify(mutant) });
        const valid = judge(schema, mutant).length === 0;
        expect({ mutant, entered, refused: response.status === 400 }).toEqual({
          mutant,
          entered: valid,
          refused: !valid,
        });
      }
      expect(chosen.some((mutant) => judge(schema, mutant).length > 0)).toBe(true);
    });

    test.each([
      ["truncated", '{"a":'],
      ["empty", ""],
      ["too deep", "[".repeat(10_000) + "]".repeat(10_000)],
      ["with an own __proto__", '{"__proto__":{"isAdmin":true}}'],
    ])("JSON that is %s: 400", async (_name, body) => {
      await expectRefusal(operation, { body }, 400);
    });
  });

  test("responds with 400 to a repeated scalar parameter and to malformed percent-encoding", async () => {
    await expectRefusal(LIST, { query: ["page", "1&page=2"] }, 400);
    await expectRefusal(LIST, { query: ["name", "%zz"] }, 400);
  });

  test("responds with 413 to a body that is too large", async () => {
    const body = JSON.stringify({ name: "x".repeat(2 ** 21) });
    await expectRefusal(CREATE, { body }, 413);
  });

  test("responds with 415 to a charset other than UTF-8", async () => {
    await expectRefusal(CREATE, { headers: { "content-type": "application/json; charset=latin1" } }, 415);
  });

  test("responds with 400 to a form without its required files, and to a truncated one", async () => {
    const form = new FormData();
    form.set("_method", "POST");
    await expectRefusal(UPLOAD, { body: form, headers: { "content-type": undefined } }, 400);
    await expectRefusal(
      UPLOAD,
      { body: "--x\r\nContent-Disposition: form", headers: { "content-type": "multipart/form-data; boundary=x" } },
      400,
    );
  });
});

async function bytesOf(request: Request): Promise<ArrayBuffer | undefined> {
  return request.body ? request.clone().arrayBuffer() : undefined;
}

/** Returns valid and invalid strings for a parameter of the schema. The oracle decides which are valid. */
function probesOf({ name, schema }: DescribedParameter): { query: readonly [string, string]; invalid: boolean }[] {
  const { type } = dereference(description.document, schema);
  const refused = (text: string) => ({ query: [name, text] as const, invalid: true });
  const judged = (text: string, value: Json) => ({
    query: [name, text] as const,
    invalid: judge(schema, value).length > 0,
  });
  switch (type) {
    case "integer":
      return [
        ...["abc", "1.5", "1e3", "0x10", "%201", ""].map(refused),
        judged("7", 7),
        judged("-1", -1),
        judged("0", 0),
      ];
    case "boolean":
      return [...["TRUE", "1", "yes", ""].map(refused), judged("true", true), judged("false", false)];
    case "array":
      return [judged("nothing", ["nothing"]), judged("active,nothing", ["active", "nothing"])];
    default:
      return [judged("x", "x"), judged("gt:1000", "gt:1000"), judged("name%7Casc", "name|asc"), judged("a%20b", "a b")];
  }
}

const OTHERS: readonly Json[] = [null, true, -1, 1.5, "", "text", [], {}, [{}]];

/** Returns copies of `value` in which one part is removed or replaced by a value of another type. */
function mutate(value: Json): Json[] {
  const here: Json[] = [...OTHERS];
  if (Array.isArray(value)) {
    const inside = value.flatMap((item, index) => mutate(item).map((mutant) => value.toSpliced(index, 1, mutant)));
    return [...here, ...inside];
  }
  if (typeof value !== "object" || value === null) return here;
  const inside = Object.entries(value).flatMap(([name, member]) => {
    const { [name]: _left, ...others } = value;
    return [others, ...mutate(member).map((mutant) => ({ ...value, [name]: mutant }))];
  });
  return [...here, ...inside];
}

/** Returns about `count` of the items, evenly spread over the array. */
function spread<T>(items: readonly T[], count: number): readonly T[] {
  const step = Math.max(1, Math.floor(items.length / count));
  return items.filter((_item, index) => index % step === 0);
}
