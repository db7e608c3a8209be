/** A small server for tests: a description as data, and handlers that return their input. */
import type { OperationSpec, SecurityScheme } from "../../../templates/runtime/operation.ts";
import type { OperationValidation, Validator } from "../../../templates/runtime/validation/validation.ts";
import { type Server, createServerFrom } from "../../../templates/server/create-server.ts";
import type { HandlerInput } from "../../../templates/server/handler.ts";
import type { AnyServerOptions } from "../../../templates/server/options.ts";

export const ApiKey: SecurityScheme = { key: "ApiKey", type: "apiKey", in: "header", name: "X-Api-Key" };

const json = (mediaType = "application/json") => ({ mediaType, codec: "json" }) as const;
const secured = { security: [[{ scheme: ApiKey }]] } as const;

export const OPERATIONS: readonly OperationSpec[] = [
  {
    id: "listThings",
    method: "GET",
    path: "/things",
    parameters: [
      { name: "page", in: "query", shape: "integer", default: 1 },
      { name: "tags", in: "query", shape: { items: "string" } },
      { name: "X-Trace", in: "header" },
      { name: "session", in: "cookie" },
    ],
    responses: { 200: { contents: [json()], headers: { "X-Count": { shape: "integer" } } } },
    ...secured,
  },
  {
    id: "createThing",
    method: "POST",
    path: "/things",
    body: { required: true, contents: [json(), json("application/vnd.thing+json")] },
    responses: { 201: { contents: [json()] }, 422: { contents: [json()] } },
    ...secured,
  },
  { id: "newThing", method: "GET", path: "/things/new", responses: { 200: { contents: [json()] } } },
  {
    id: "showThing",
    method: "GET",
    path: "/things/{id}",
    parameters: [{ name: "id", in: "path", required: true }],
    responses: { 200: { contents: [json()] } },
  },
  {
    id: "deleteThing",
    method: "DELETE",
    path: "/things/{id}",
    parameters: [{ name: "id", in: "path", required: true }],
    responses: { 204: {} },
  },
  {
    id: "uploadFiles",
    method: "POST",
    path: "/things/{id}/files",
    parameters: [{ name: "id", in: "path", required: true }],
    body: {
      required: true,
      contents: [
        {
          mediaType: "multipart/form-data",
          codec: "multipart",
          parts: { "documents[]": { codec: "binary", repeated: true }, title: {} },
        },
      ],
    },
    responses: { 200: { contents: [json()] } },
  },
  {
    id: "sendForm",
    method: "POST",
    path: "/form",
    body: {
      contents: [
        { mediaType: "application/x-www-form-urlencoded", codec: "form", parts: { count: { shape: "integer" } } },
      ],
    },
    responses: { 200: { contents: [json()] } },
  },
  {
    id: "sendText",
    method: "PUT",
    path: "/text",
    body: { contents: [{ mediaType: "text/plain", codec: "text" }] },
    responses: { 200: { contents: [{ mediaType: "text/plain", codec: "text" }] } },
  },
  {
    id: "sendBytes",
    method: "PUT",
    path: "/bytes",
    body: { contents: [{ mediaType: "image/*", codec: "binary" }] },
    responses: {
      200: {
        contents: [
          { mediaType: "application/pdf", codec: "binary" },
          { mediaType: "image/*", codec: "binary" },
        ],
      },
    },
  },
  { id: "showReport", method: "GET", path: "/report.{format}", responses: { 200: { contents: [json()] } } },
  {
    id: "respond",
    method: "POST",
    path: "/respond",
    responses: {
      200: { contents: [json()], headers: { "X-Count": { shape: "integer", required: true } } },
      "4XX": { contents: [json()] },
      204: {},
    },
  },
];

/** Returns a validator that reports `message` at `pointer` if `isWrong` returns true. */
export function fakeValidator(
  pointer: string,
  message: string,
  isWrong: (value: unknown) => boolean,
): Validator<unknown> {
  const validate: Validator<unknown>["validate"] = (value) => {
    const path = pointer.split("/").slice(1);
    return isWrong(value) ? [{ path, pointer, message, keyword: "test", schemaPath: "#" }] : [];
  };
  return {
    validate,
    is: (value): value is unknown => validate(value).length === 0,
    "~standard": { version: 1, vendor: "test", validate: (value) => ({ value }) },
  };
}

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;

export const VALIDATION: Readonly<Record<string, OperationValidation>> = {
  listThings: {
    parameters: fakeValidator(
      "/query/page",
      "must be at least 1",
      (value) => Number(field(field(value, "query"), "page")) < 1,
    ),
  },
  createThing: {
    body: {
      "application/json": fakeValidator("/name", "must be string", (value) => typeof field(value, "name") !== "string"),
    },
  },
  respond: {
    responses: {
      200: {
        contents: {
          "application/json": fakeValidator("/id", "is required", (value) => field(value, "id") === undefined),
        },
        headers: fakeValidator("/X-Count", "is required", (value) => field(value, "X-Count") === undefined),
      },
    },
  },
};

export type AnyInput = HandlerInput<
  {
    path: Record<string, unknown>;
    query: Record<string, unknown>;
    headers: Record<string, unknown>;
    cookies: Record<string, unknown>;
    body: unknown;
  },
  unknown,
  Readonly<Record<string, unknown>>
>;

/** Returns the parts of a handler's input that JSON can represent. */
function echo({ path, query, headers, cookies, body, contentType, principals }: AnyInput) {
  return { path, query, headers, cookies, body, contentType, principals };
}

const files = (value: unknown) =>
  [value].flat().map((file) => (file instanceof File ? { name: file.name, type: file.type, size: file.size } : file));

const HANDLERS = {
  listThings: (input: AnyInput) => ({ status: 200, body: echo(input), headers: { "X-Count": 3 } }),
  createThing: (input: AnyInput) => ({ status: 201, body: echo(input) }),
  newThing: () => ({ status: 200, body: "new" }),
  showThing: (input: AnyInput) => ({ status: 200, body: input.path }),
  deleteThing: () => ({ status: 204 }),
  uploadFiles: ({ path, body }: AnyInput) => ({
    status: 200,
    body: { ...path, title: field(body, "title"), documents: files(field(body, "documents[]")) },
  }),
  sendForm: ({ body, contentType }: AnyInput) => ({ status: 200, body: { body: body ?? null, contentType } }),
  sendText: ({ body }: AnyInput) => ({ status: 200, body: String(body) }),
  sendBytes: ({ body, contentType }: AnyInput) => ({ status: 200, body, contentType }),
  showReport: () => ({ status: 200, body: "report" }),
  respond: (): unknown => ({ status: 200, body: { id: 1 }, headers: { "X-Count": 1 } }),
};

/** Creates the server, with the options and handlers of a test. */
export function sampleServer(options: AnyServerOptions = {}, handlers: Readonly<Record<string, unknown>> = {}): Server {
  return createServerFrom(
    { operations: OPERATIONS, validation: VALIDATION },
    { ...HANDLERS, ...handlers },
    {
      security: { ApiKey: (key: string) => key === "secret" && { user: "ada" } },
      onError: () => undefined, // keeps the console clean
      ...options,
    },
  );
}
