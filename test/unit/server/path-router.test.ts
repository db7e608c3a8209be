import { describe, expect, test } from "vitest";
import { createPathRouter } from "../../../templates/server/routing/path-router.ts";

/** Returns the template that matches `path`, and the matched strings by the names of expressions. */
function lookUp(templates: readonly string[], path: string): readonly [string, Record<string, string>] | undefined {
  const find = createPathRouter(templates.map((template) => ({ path: template, method: "GET", value: template })));
  const match = find(path);
  const [endpoint] = match?.methods.get("GET") ?? [];
  if (!match || !endpoint) return undefined;
  return [endpoint.value, Object.fromEntries(endpoint.names.map((name, index) => [name, match.texts[index] ?? ""]))];
}

const CLIENTS = ["/clients", "/clients/{id}", "/clients/create", "/clients/{id}/edit", "/clients/{id}/{other}/merge"];

test.each<[name: string, templates: readonly string[], path: string, want: ReturnType<typeof lookUp>]>([
  ["concrete before templated", CLIENTS, "/clients/create", ["/clients/create", {}]],
  ["templated where nothing concrete fits", CLIENTS, "/clients/7", ["/clients/{id}", { id: "7" }]],
  [
    "back from a concrete segment that leads nowhere",
    CLIENTS,
    "/clients/create/edit",
    ["/clients/{id}/edit", { id: "create" }],
  ],
  ["two expressions", CLIENTS, "/clients/1/2/merge", ["/clients/{id}/{other}/merge", { id: "1", other: "2" }]],
  ["concrete on the left wins", ["/a/{x}/c", "/a/b/{y}"], "/a/b/c", ["/a/b/{y}", { y: "c" }]],
  ["the other template still fits", ["/a/{x}/c", "/a/b/{y}"], "/a/z/c", ["/a/{x}/c", { x: "z" }]],
  ["back out of the concrete branch", ["/a/{x}/c/d", "/a/b/{y}"], "/a/b/c/d", ["/a/{x}/c/d", { x: "b" }]],
  ["whatever the order", ["/{a}/{b}", "/{a}/x", "/y/{b}", "/y/x"], "/y/x", ["/y/x", {}]],
  [
    "an expression with an ending",
    ["/report.{format}", "/{name}"],
    "/report.pdf",
    ["/report.{format}", { format: "pdf" }],
  ],
  [
    "an expression alone where the ending is missing",
    ["/report.{format}", "/{name}"],
    "/report.",
    ["/{name}", { name: "report." }],
  ],
  ["two expressions in a segment", ["/{a}-{b}"], "/x-y-z", ["/{a}-{b}", { a: "x", b: "y-z" }]],
  [
    "a verb behind an expression",
    ["/items/{id}:{verb}"],
    "/items/7:copy",
    ["/items/{id}:{verb}", { id: "7", verb: "copy" }],
  ],
  ["more fixed text first", ["/{a}.{b}", "/{a}.tar.{b}"], "/x.tar.gz", ["/{a}.tar.{b}", { a: "x", b: "gz" }]],
  ["no expression is empty", ["/{a}-{b}"], "/-y", undefined],
  ["an empty segment is no value", CLIENTS, "/clients//edit", undefined],
  ["a trailing slash is another path", CLIENTS, "/clients/", undefined],
  ["a trailing slash that the template has", ["/clients/"], "/clients/", ["/clients/", {}]],
  ["the root", ["/"], "/", ["/", {}]],
  ["an encoded slash stays in its segment", CLIENTS, "/clients/a%2Fb", ["/clients/{id}", { id: "a%2Fb" }]],
  ["encoded dots are data", CLIENTS, "/clients/..%2f", ["/clients/{id}", { id: "..%2f" }]],
  ["a concrete segment that is encoded needlessly", CLIENTS, "/clients/%63reate", undefined],
  ["a needlessly encoded segment that has no concrete one", CLIENTS, "/clients/%63", ["/clients/{id}", { id: "%63" }]],
  ["a concrete segment with an encoded delimiter", ["/a:b", "/{x}"], "/a%3Ab", ["/{x}", { x: "a%3Ab" }]],
  ["a concrete segment beyond ASCII", ["/café"], "/caf%C3%A9", ["/café", {}]],
  ["a literal beyond ASCII beside an expression", ["/é-{x}"], "/%C3%A9-1", ["/é-{x}", { x: "1" }]],
  ["a literal that URLs escape", ['/"\\{x}'], "/%22%5C1", ['/"\\{x}', { x: "1" }]],
  ["a literal that some clients escape", ["/^{x}"], "/^1", ["/^{x}", { x: "1" }]],
  ["malformed encoding fits no concrete segment", ["/a"], "/%zz", undefined],
  ["names of every object's members", ["/constructor", "/{x}"], "/toString", ["/{x}", { x: "toString" }]],
  ["case counts", ["/a"], "/A", undefined],
  ["longer than any template", CLIENTS, "/clients/1/edit/2", undefined],
])("%s", (_name, templates, path, want) => {
  expect(lookUp(templates, path)).toEqual(want);
  expect(lookUp(templates.toReversed(), path)).toEqual(want);
});

describe("many routes", () => {
  test("are found by their own paths", () => {
    const templates = Array.from({ length: 1_000 }, (_, index) => `/r${index}/{id}/x${index}`);
    for (const [index, template] of templates.entries()) {
      expect(lookUp(templates.slice(Math.max(0, index - 5), index + 5), `/r${index}/7/x${index}`)?.[0]).toBe(template);
    }
    const find = createPathRouter(templates.map((path) => ({ path, method: "GET", value: path })));
    expect(
      templates.filter((path) => find(path.replace("{id}", "7"))?.methods.get("GET")?.[0]?.value !== path),
    ).toEqual([]);
  });
});

test("throws for two operations with the same method and path", () => {
  const routes = ["/a/{x}", "/a/{y}"].map((path) => ({ path, method: "GET", value: path }));
  expect(() => createPathRouter(routes)).toThrow("two operations have the method GET and the path /a/{y}");
});
