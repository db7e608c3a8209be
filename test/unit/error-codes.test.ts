/** Errors of generated code have codes, and the guide explains each code. */
import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { UsageError } from "../../generator/usage-error.ts";
import { ApiError, createApi, UnexpectedResponse, unwrap } from "../../generated/index.ts";
import { createServer, stubs } from "../../generated/server/index.ts";

const root = new URL("../../", import.meta.url);
const TABLE = "templates/runtime/error-codes.ts";

/** Errors without a code, and the reason. */
const WITHOUT_CODE: Readonly<Record<string, string>> = {
  "templates/runtime/client/abort.ts message": "stands for a DOMException, which has a name",
  "templates/runtime/validation/recursion.ts LimitError": "validators catch it and report an issue",
};

const files = readdirSync(new URL("templates/", root), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => `templates/${path.replaceAll("\\", "/")}`);

/** Returns all nodes of a file. */
function nodesOf(path: string): readonly ts.Node[] {
  const file = ts.createSourceFile(path, readFileSync(new URL(path, root), "utf8"), ts.ScriptTarget.Latest, true);
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node) => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return nodes;
}

/** The codes in the union `ErrorCode`. */
const codes = nodesOf(TABLE).flatMap((node) =>
  ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal) ? [node.literal.text] : [],
);

/** The first column of the tables of the guide. */
const documented = Array.from(
  readFileSync(new URL("generator/guide/errors.md", root), "utf8").matchAll(/^\| `([\w-]+)` \|/gm),
  ([, code = ""]) => code,
);

test("the guide explains each code, and no other one", () => {
  expect(codes.length).toBeGreaterThan(10);
  expect(documented.toSorted()).toEqual([...codes, new UsageError("").code].toSorted());
});

test("each code belongs to an error", () => {
  const sources = files.filter((path) => path !== TABLE).map((path) => readFileSync(new URL(path, root), "utf8"));
  expect(codes.filter((code) => !sources.some((text) => text.includes(`"${code}"`)))).toEqual([]);
});

test("each error that generated code creates has a code", () => {
  const withoutCode = files.flatMap((path) =>
    nodesOf(path).flatMap((node) => {
      if (ts.isClassDeclaration(node) && node.heritageClauses?.[0]?.types[0]?.getText().endsWith("Error") === true) {
        const hasCode = node.members.some((member) => member.name?.getText() === "code");
        return hasCode ? [] : [`${path} ${node.name?.text}`];
      }
      if (!ts.isNewExpression(node) || !/^(Type|Range)?Error$/.test(node.expression.getText())) return [];
      const isCoded = ts.isCallExpression(node.parent) && node.parent.expression.getText() === "withCode";
      if (isCoded) return [];
      const [message] = node.arguments ?? [];
      return [`${path} ${message && ts.isStringLiteral(message) ? message.text : message?.getText()}`];
    }),
  );
  expect(withoutCode.toSorted()).toEqual(Object.keys(WITHOUT_CODE).toSorted());
});

function respond(status: number, body: string): () => Promise<Response> {
  return async () => new Response(body, { status, headers: { "content-type": "application/json" } });
}

describe("errors that a user catches", () => {
  test.each([
    ["a documented failure", respond(422, '{"message":"no","errors":{}}'), ApiError, "api-error"],
    ["a response without the documented body", respond(200, "{"), ApiError, "api-error"],
  ])("%s", async (_name, fetch, type, code) => {
    const api = createApi({ baseUrl: "http://127.0.0.1", fetch, auth: { ApiKeyAuth: "a" } });
    const error: unknown = await unwrap(api.showClient({ path: { id: "1" } })).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(type);
    expect(error).toHaveProperty("code", code);
  });

  test("a response that is not documented is the error of a result", async () => {
    const api = createApi({ baseUrl: "http://127.0.0.1", fetch: respond(200, "{"), auth: { ApiKeyAuth: "a" } });
    const { error } = await api.showClient({ path: { id: "1" } });
    expect(error).toBeInstanceOf(UnexpectedResponse);
    expect(error).toHaveProperty("code", "unexpected-response");
  });

  test("an option of the client", async () => {
    const api = createApi({ baseUrl: "ftp://127.0.0.1" });
    await expect(api.showClient({ path: { id: "1" } })).rejects.toMatchObject({ code: "invalid-base-url" });
  });

  test("options of the server", () => {
    const security = { ApiKeyAuth: () => "someone" };
    expect(() => createServer({} as typeof stubs, { security })).toThrow(
      expect.objectContaining({ code: "missing-handler" }),
    );
    expect(() => createServer(stubs, { security: {} as typeof security })).toThrow(
      expect.objectContaining({ code: "missing-security-handler" }),
    );
    expect(() => createServer(stubs, { security, basePath: "api" })).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });
});
