/** Operations that the description tells apart by a query or a fragment in the path, through a generated server. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadGenerated } from "../../../generator/5-program/load-generated.ts";
import { DEFAULT_SOURCE } from "../../../generator/options.ts";
import { withFiles } from "../../support/description-folder.ts";

const responses = '{ "200": { description: ok, content: { text/plain: { schema: { type: string } } } } }';
const action = (name: string) =>
  `{ name: Action, in: query, required: true, schema: { type: string, enum: [${name}] } }`;

const DESCRIPTION = `
openapi: 3.1.0
info: { title: Chosen by the request, version: "1" }
paths:
  /a: { get: { operationId: plain, responses: ${responses} } }
  /a?beta=true: { get: { operationId: beta, responses: ${responses} } }
  /a?beta=true&v=2: { get: { operationId: second, responses: ${responses} } }
  /b?beta=true: { get: { operationId: only, responses: ${responses} } }
  "/#Action=X": { get: { operationId: x, parameters: [${action("X")}], responses: ${responses} } }
  "/#Action=Y": { get: { operationId: y, parameters: [${action("Y")}], responses: ${responses} } }
`;

const { value: running } = await withFiles({ "openapi.yaml": DESCRIPTION }, (folder) =>
  loadGenerated({ ...DEFAULT_SOURCE, spec: join(folder, "openapi.yaml") }),
);
const handlers = Object.fromEntries(
  ["plain", "beta", "second", "only", "x", "y"].map((id) => [id, () => ({ status: 200, body: id })]),
);
const server = running?.program.createServer(handlers, {});

test.each([
  ["/a", 200, "plain"],
  ["/a?beta=false", 200, "plain"],
  ["/a?beta=true", 200, "beta"],
  ["/a?x=1&beta=true", 200, "beta"],
  ["/a?v=2&beta=true", 200, "second"],
  ["/b?beta=true", 200, "only"],
  ["/b", 404, undefined],
  ["/?Action=X", 200, "x"],
  ["/?Action=Y", 200, "y"],
])("%s leads to status %s and operation %s", async (target, status, operation) => {
  const response = await server?.fetch(new Request(`http://localhost${target}`));
  const text = await response?.text();
  expect([response?.status, status === 200 ? text : undefined]).toEqual([status, operation]);
});
