/** Content negotiation of an operation. */
import { expect, test } from "vitest";
import { accepting, negotiatedMethod } from "../../../templates/runtime/client/accept.ts";
import { createSender } from "../../../templates/runtime/client/client.ts";
import type { ContentSpec, Operation } from "../../../templates/runtime/operation.ts";
import type { Failure, Success, Unexpected } from "../../../templates/runtime/result.ts";

const json: ContentSpec = { mediaType: "application/json", codec: "json" };
const csv: ContentSpec = { mediaType: "text/csv", codec: "text" };
const image: ContentSpec = { mediaType: "image/*", codec: "binary" };

type Result =
  | Success<200, { a: number }, unknown, "application/json">
  | Success<200, string, unknown, "text/csv">
  | Success<200, Blob, unknown, "image/*">
  | Failure<404, unknown, unknown, "application/json">
  | Unexpected<200 | 404>;

const get: Operation<{ query?: object }, Result> = {
  id: "get",
  method: "GET",
  path: "/",
  responses: { "200": { contents: [json, csv, image] }, "404": { contents: [json] }, "204": {} },
};

const answered = (type: string, body = "1", status = 200) =>
  new Response(body, { status, headers: { "content-type": type } });

test.each<[string, "text/csv" | "image/png" | readonly ["application/json", "text/csv"], Response, object]>([
  [
    "the requested media type",
    "text/csv",
    answered("text/csv", "a"),
    { status: 200, data: "a", contentType: "text/csv" },
  ],
  ["a media type in a requested range", "image/png", answered("image/png"), { status: 200, contentType: "image/*" }],
  ["one of two", ["application/json", "text/csv"], answered("application/json"), { status: 200, data: 1 }],
  [
    "another documented type is unexpected",
    "text/csv",
    answered("application/json"),
    { status: 0, error: { reason: "media type" } },
  ],
  ["a failure comes as it is", "text/csv", answered("application/json", "2", 404), { status: 404, error: 2 }],
  ["a success without a body too", "text/csv", new Response(null, { status: 204 }), { ok: true, status: 204 }],
])("%s", async (_, accept, response, want) => {
  const headers: (string | null)[] = [];
  const fetch = async (request: Request) => {
    headers.push(request.headers.get("accept"));
    return response;
  };
  const send = createSender({ baseUrl: "https://api.example", fetch });
  expect(await negotiatedMethod(send, get)({}, { accept })).toMatchObject(want);
  expect(headers).toEqual([[accept].flat().join(", ")]);
});

test("treats the default as a success if no success is documented", () => {
  const { responses } = accepting({ ...get, responses: { default: { contents: [json, csv] } } }, "text/csv");
  expect(responses).toEqual({ default: { contents: [csv] } });
});

test("treats the default as a failure if a success is documented", () => {
  const { responses } = accepting(
    { ...get, responses: { "2XX": { contents: [json, csv] }, default: { contents: [json] } } },
    "text/csv",
  );
  expect(responses).toEqual({ "2XX": { contents: [csv] }, default: { contents: [json] } });
});

const echo = async ({ headers }: Request) => answered("text/csv", headers.get("accept") ?? "");

test("requests all media types by default", async () => {
  const method = negotiatedMethod(createSender({ baseUrl: "https://api.example", fetch: echo }), get);
  expect(await method()).toMatchObject({ data: "application/json, text/csv, image/*" });
});
