/** Uses the client of `test/golden/client` as users do: calls that compile, and calls that do not. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generate } from "../../../generator/index.ts";
import { typecheck } from "../../support/typecheck.ts";
import { makeWorkspace } from "../../support/workspace.ts";

let workspace = "";
beforeAll(async () => {
  workspace = makeWorkspace();
  const spec = fileURLToPath(new URL("../../golden/client/spec.yaml", import.meta.url));
  await generate({ spec, output: join(workspace, "api"), targets: ["client"] });
  writeFileSync(join(workspace, "use.ts"), USE);
});
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

test("accepts valid calls and rejects invalid ones at compile time", async () => {
  expect(await typecheck([join(workspace, "use.ts")], { compiler: "7" })).toEqual([]);
});

const USE = `
import { accepting, ApiError, createApi, loadFile, type LoadFileResult, createSender, type OperationId, serverUrl, servers, type Middleware } from "./api/index.js";

// An error that is caught has no \`any\` in it.
export function bodyOf(thrown: unknown): unknown {
  if (!(thrown instanceof ApiError)) return undefined;
  // @ts-expect-error the type of the body is unknown
  const text: string = thrown.error;
  return [text, thrown.status.toFixed(), thrown.result.response.headers];
}

// Servers are chosen by URL, and values of their variables by enum.
const server = { url: "https://{region}.example.com/v1", variables: { region: "us" } } as const;
const api = createApi({ server });
createApi({ server: { url: "https://test.example.com/{path}", variables: { path: "any text" } } });
createApi({ server: { url: "https://test.example.com/{path}" } });
// @ts-expect-error there is no server of this URL
createApi({ server: { url: "https://example.com" } });
// @ts-expect-error the variable does not allow this value
createApi({ server: { url: "https://{region}.example.com/v1", variables: { region: "mars" } } });
// @ts-expect-error the server has no variable of this name
createApi({ server: { url: "https://{region}.example.com/v1", variables: { path: "v1" } } });
void api.listNotes({}, { server: { url: "https://test.example.com/{path}" } });
const file = { path: { id: 1 }, body: new Blob(), contentType: "application/octet-stream" } as const;
void api.storeFile(file, { server: { url: "https://files.{region}.example.com", variables: { region: "us" } } });
// @ts-expect-error the operation has its own servers, so others are invalid
void api.storeFile(file, { server });
createSender({ baseUrl: serverUrl(server) });
createSender({ server: servers[1] });

// Middleware gets the operation ids of this description.
const log: Middleware = { onRequest: ({ operation }) => console.log(operation) };
const only: Middleware<OperationId> = {
  onRequest({ operation }) {
    // @ts-expect-error no operation has this id
    if (operation === "listNote") return;
    if (operation === "listNotes") console.log(operation satisfies "listNotes");
  },
};
createApi({ middleware: [log, only, { onResponse: ({ operation }) => console.log(operation satisfies OperationId) }] });
void api.listNotes({}, { middleware: [only] });

// The type of the body follows from the accepted media type.
const id = { path: { id: 1 } };
const any: LoadFileResult = await api.loadFile(id);
if (any.ok && any.contentType === "application/json") console.log(any.data.name);
const text = await api.loadFile(id, { accept: "text/plain" });
if (text.ok) console.log(text.data satisfies string, text.contentType satisfies "text/plain");
else console.log(text.error);
const image = await api.loadFile(id, { accept: ["image/png", "image/webp"], timeout: 1000 });
if (image.ok) console.log((await image.data.bytes()).length, image.contentType satisfies "image/*");
const either = await api.loadFile(id, { accept: ["text/plain", "application/json"] });
if (either.ok) console.log(either.data satisfies string | { name: string });
// @ts-expect-error no response has this media type
void api.loadFile(id, { accept: "text/csv" });
// @ts-expect-error the responses have only one media type
void api.listNotes({}, { accept: "application/json" });
const alone = await createSender({ server: servers[0] })(accepting(loadFile, "application/json"), id);
if (alone.ok) console.log(alone.data.name);
`;
