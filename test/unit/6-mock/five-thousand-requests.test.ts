/** Sends thousands of requests to the mock. Validates each response with ajv and the text of the description. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startMock } from "../../../generator/6-mock/start-mock.ts";
import { DEFAULT_MOCK, type RunningMock } from "../../../generator/6-mock/mock-options.ts";
import { DEFAULT_SOURCE } from "../../../generator/options.ts";
import { createApi } from "../../../generated/client.ts";
import { description, inputsOf, judge } from "../../contract/operation-inputs.ts";
import type { DescribedOperation } from "../../contract/description.ts";

const REQUESTS = 5_000;
const AT_ONCE = 25;
const INPUTS = 5;

const root = new URL("../../../", import.meta.url).pathname;
let mock: RunningMock;
beforeAll(async () => {
  const started = await startMock({
    ...DEFAULT_SOURCE,
    ...DEFAULT_MOCK,
    spec: join(root, "spec/openapi.yaml"),
    overlays: [join(root, "spec/overlays/corrections.yaml")],
    port: 0,
    seed: 7,
    watch: false,
  });
  if (started.value === undefined) throw new Error("the mock did not start");
  mock = started.value;
});
afterAll(() => mock.close());

interface Turn {
  readonly operation: DescribedOperation;
  readonly input: object;
  readonly prefer: string;
  /** Status of the expected response, as in the description. */
  readonly status: string;
}

/** Requests for all operations and all their statuses, with examples and with dynamic values. */
function* turns(): Generator<Turn> {
  const inputs = new Map(description.operations.map((operation) => [operation, inputsOf(operation, INPUTS)]));
  for (let round = 0; ; round++) {
    for (const operation of description.operations) {
      for (const status of operation.responses.keys()) {
        const code = status === "default" ? 500 : status.replace("XX", "00");
        const prefer = `code=${code}${round % 2 === 0 ? "" : ", dynamic=true"}`;
        yield { operation, input: inputs.get(operation)?.[round % INPUTS] ?? {}, prefer, status };
      }
    }
  }
}

/** Returns the deviations of a response from the description. */
async function deviations({ operation, input, prefer, status }: Turn): Promise<readonly string[]> {
  const responses: Response[] = [];
  const api: object = createApi({
    baseUrl: mock.url,
    auth: { ApiKeyAuth: "any" },
    headers: { prefer },
    fetch: async (request) => {
      const response = await fetch(request);
      responses.push(response.clone());
      return response;
    },
  });
  await Reflect.get(api, operation.id)(input);
  const [response] = responses;
  if (response === undefined) return ["there is no response"];
  const expected = status === "default" ? "500" : status.replace("XX", "00");
  if (String(response.status) !== expected) return [`the status is ${response.status}: ${await response.text()}`];
  const described = operation.responses.get(status);
  const type = response.headers.get("content-type");
  const media = described?.contents.get(type ?? "");
  const wrongHeaders = Array.from(described?.headers ?? [], ([name, { required }]) =>
    required && !response.headers.has(name) ? [`${name} is missing`] : [],
  ).flat();
  if (described?.contents.size === 0) return type === null ? wrongHeaders : [`there is a body of ${type}`];
  if (media === undefined) return [`the type is ${type}`];
  if (!type?.includes("json")) return wrongHeaders;
  return [...wrongHeaders, ...judge(media["schema"] ?? true, await response.json())];
}

test(`${REQUESTS} responses conform to the description`, { timeout: 120_000 }, async () => {
  const source = turns();
  const wrong: string[] = [];
  const seen = new Set<string>();
  let asked = 0;
  const worker = async (): Promise<void> => {
    while (asked++ < REQUESTS && wrong.length === 0) {
      const { value: turn } = source.next();
      if (turn === undefined) return;
      seen.add(`${turn.operation.id} ${turn.status}`);
      for (const complaint of await deviations(turn)) {
        wrong.push(`${turn.operation.id} ${turn.prefer}: ${complaint}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect(wrong).toEqual([]);
  expect(asked).toBe(REQUESTS + AT_ONCE);
  expect(seen.size).toBe(description.operations.reduce((sum, { responses }) => sum + responses.size, 0));
});
