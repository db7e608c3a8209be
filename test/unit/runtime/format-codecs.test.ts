/** Conversions by codecs: of the user, and `byte` to `Uint8Array`. Client and server use them on both ways. */
import { beforeAll, describe, expect, test } from "vitest";
import { bundleScript } from "../../../generator/5-program/bundle-script.ts";
import { linkModules, type ModuleExports } from "../../../generator/5-program/link-modules.ts";
import { relativeCodecs } from "../../../generator/codec-modules.ts";
import { printFiles } from "../../../generator/generate.ts";
import { DEFAULT_GENERATE } from "../../../generator/options.ts";
import type { ConvertedValidator } from "../../../templates/runtime/validation/validation.ts";
import { withFiles } from "../../support/description-folder.ts";

const DESCRIPTION = `openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /events/{day}:
    post:
      operationId: addEvent
      parameters: [{ name: day, in: path, required: true, schema: { type: string, format: date } }]
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Event" } } } }
      responses:
        "200":
          description: ok
          headers: { X-Day: { schema: { type: string, format: date } } }
          content: { application/json: { schema: { $ref: "#/components/schemas/Event" } } }
components:
  schemas:
    Event:
      type: object
      required: [at]
      properties:
        at: { type: string, format: date-time }
        ends: { anyOf: [{ type: string, format: date }, { type: "null" }] }
        days: { type: array, items: { type: string, format: date } }
        data: { type: string, format: byte }
        count: { type: integer, format: int64 }
`;

/** A codec for days, and one for date-times of servers that leave out the offset. */
const CODECS = `
export class Day { constructor(text) { if (!/^\\d{4}-\\d\\d-\\d\\d$/.test(text)) throw new RangeError("no day"); this.text = text; } }
export const day = { is: (value) => value instanceof Day, decode: (text) => new Day(text), encode: ({ text }) => text };
export const naive = { is: (value) => value instanceof Date, decode: (text) => new Date(text + "Z"), encode: (date) => date.toISOString().slice(0, -1) };
`;

const CONVERSIONS = {
  date: "./src/codecs.js#day",
  "date-time": "./src/codecs.js#naive",
  byte: "Uint8Array",
  int64: "bigint",
};

type Call = (input: object) => Promise<{ readonly data: unknown; readonly headers: Readonly<Record<string, unknown>> }>;
type Day = { readonly text: string };

let module: (path: string) => ModuleExports;
let files: ReadonlyMap<string, string>;
beforeAll(async () => {
  files = await withFiles({ "openapi.yaml": DESCRIPTION }, async (folder) => {
    const options = { ...DEFAULT_GENERATE, spec: `${folder}/openapi.yaml`, conversions: CONVERSIONS };
    const formats = { assert: { "date-time": false } };
    const { value } = await printFiles({ ...options, formats, targets: ["client", "server"], adapters: [] });
    if (value === undefined) throw new Error("The description was rejected.");
    return new Map([...value.files, ["src/codecs.js", CODECS]]);
  });
  const { source } = await bundleScript(["client.ts", "server/index.ts", "validators.ts"], (path) => files.get(path));
  ({ module } = linkModules(source, { filename: "codecs.js", compiled: undefined, packagesOf: undefined }));
});

describe("codecs", () => {
  test("convert parameters, bodies and headers of client and server", async () => {
    const { createApi } = module("client.ts") as { createApi: (options: object) => { addEvent: Call } };
    const { createServer } = module("server/index.ts") as {
      createServer: (handlers: object) => { fetch(request: Request): Promise<Response> };
    };
    const { Day } = module("src/codecs.js") as { Day: new (text: string) => Day };
    const event = {
      at: new Date("2026-12-01T10:00:00Z"),
      ends: new Day("2026-12-02"),
      days: [new Day("2026-12-03")],
      data: new Uint8Array([0, 255]),
      count: 9_007_199_254_740_993n,
    };
    const received: unknown[] = [];
    const sent: string[] = [];
    const server = createServer({
      addEvent(input: { path: { day: Day }; body: object }) {
        received.push(input.path.day, input.body);
        return { status: 200, body: input.body, headers: { "X-Day": input.path.day } };
      },
    });
    const fetchFrom = async (request: Request): Promise<Response> => {
      sent.push(new URL(request.url).pathname, await request.clone().text());
      return server.fetch(request);
    };
    const api = createApi({ baseUrl: "https://a.example", fetch: fetchFrom });
    const result = await api.addEvent({ path: { day: new Day("2026-12-04") }, body: event });
    expect(sent).toEqual([
      "/events/2026-12-04",
      '{"at":"2026-12-01T10:00:00.000","ends":"2026-12-02","days":["2026-12-03"],"data":"AP8=","count":9007199254740993}',
    ]);
    expect(received).toEqual([new Day("2026-12-04"), event]);
    expect(result.data).toEqual(event);
    expect(result.headers["X-Day"]).toEqual(new Day("2026-12-04"));
  });

  test("are part of validators", () => {
    const { Event } = module("validators.ts") as { Event: ConvertedValidator<unknown> };
    const { Day } = module("src/codecs.js") as { Day: new (text: string) => Day };
    const valid = { at: new Date(), ends: null, days: [new Day("2026-12-03")], data: new Uint8Array([1]) };
    expect(Event.validate(valid)).toEqual([]);
    expect(Event.validate({ ...valid, data: "AQ==" })).toMatchObject([{ pointer: "/data" }]);
    expect(Event.validate({ ...valid, days: ["2026-12-03"] })).toMatchObject([{ pointer: "/days/0" }]);
  });

  test("give types their types", () => {
    expect(files.get("types.ts")).toContain("ends?: ReturnType<typeof formatDate.decode> | null;");
    expect(files.get("types.ts")).toContain("data?: Uint8Array;");
    expect(files.get("formats.ts")).toContain(
      'export { day as formatDate, naive as formatDateTime } from "./src/codecs.js";',
    );
  });
});

test("modules of codecs are imported from the output folder", () => {
  const conversions = { date: "./src/codecs.ts#day", time: "@my/codecs/time#time", int64: "bigint" };
  const options = { ...DEFAULT_GENERATE, spec: "openapi.yaml", conversions, output: "src/api" };
  expect(relativeCodecs(options)).toEqual({
    conversions: { date: "../codecs.js#day", time: "@my/codecs/time#time", int64: "bigint" },
  });
  expect(relativeCodecs({ ...options, importExtension: "ts" }).conversions?.["date"]).toBe("../codecs.ts#day");
});
