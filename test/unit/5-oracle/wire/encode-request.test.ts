/** Encoded requests by the table of OpenAPI 3.2 §4.12.3, and values that cannot be encoded. */
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../../generator/1-document/json.ts";
import { readOperations } from "../../../../generator/5-oracle/description/read-operations.ts";
import { encodeRequest, requestUrl } from "../../../../generator/5-oracle/wire/encode-request.ts";
import { UnencodableValue } from "../../../../generator/5-oracle/wire/parameter-styles.ts";
import { documentOf } from "../../6-test/document.ts";

async function lineOf(parameter: JsonObject, value: Json): Promise<string> {
  const path = parameter["in"] === "path" ? "/x/{color}" : "/x";
  const document = documentOf({
    paths: {
      [path]: { get: { parameters: [{ name: "color", required: true, schema: {}, ...parameter }], responses: {} } },
    },
  });
  const [operation] = readOperations(document);
  const [described] = operation?.parameters ?? [];
  if (operation === undefined || described === undefined) throw new Error("the parameter is described");
  const request = await encodeRequest(operation, { parameters: new Map([[described, value]]), body: undefined });
  return [
    requestUrl(request, ""),
    ...request.headers.map(([name, text]) => `${name}: ${text}`),
    ...request.cookies,
  ].join(" ");
}

const LIST = ["blue", "black"];
const OBJECT = { R: 100, G: 200 };

const ROWS: readonly (readonly [parameter: JsonObject, value: Json, line: string])[] = [
  [{ in: "path" }, "blue", "/x/blue"],
  [{ in: "path" }, "a/b é", "/x/a%2Fb%20%C3%A9"],
  [{ in: "path" }, LIST, "/x/blue,black"],
  [{ in: "path" }, OBJECT, "/x/R,100,G,200"],
  [{ in: "path", explode: true }, OBJECT, "/x/R=100,G=200"],
  [{ in: "path", style: "label" }, LIST, "/x/.blue,black"],
  [{ in: "path", style: "label", explode: true }, LIST, "/x/.blue.black"],
  [{ in: "path", style: "matrix" }, LIST, "/x/;color=blue,black"],
  [{ in: "path", style: "matrix", explode: true }, LIST, "/x/;color=blue;color=black"],
  [{ in: "path", style: "matrix", explode: true }, OBJECT, "/x/;R=100;G=200"],
  [{ in: "query" }, "a&b=c", "/x?color=a%26b%3Dc"],
  [{ in: "query" }, LIST, "/x?color=blue&color=black"],
  [{ in: "query", explode: false }, LIST, "/x?color=blue,black"],
  [{ in: "query" }, OBJECT, "/x?R=100&G=200"],
  [{ in: "query", explode: false }, OBJECT, "/x?color=R,100,G,200"],
  [{ in: "query", style: "spaceDelimited", explode: false }, LIST, "/x?color=blue%20black"],
  [{ in: "query", style: "pipeDelimited", explode: false }, LIST, "/x?color=blue%7Cblack"],
  [{ in: "query", style: "deepObject", explode: true }, OBJECT, "/x?color%5BR%5D=100&color%5BG%5D=200"],
  [{ in: "query", allowReserved: true }, "a/b?c", "/x?color=a/b?c"],
  [{ in: "query" }, 1e-6, "/x?color=0.000001"],
  [{ in: "query" }, [], "/x"],
  [{ in: "header" }, LIST, "/x color: blue,black"],
  [{ in: "header", explode: true }, OBJECT, "/x color: R=100,G=200"],
  [{ in: "cookie" }, "blue", "/x color=blue"],
];

describe("a request", () => {
  test.each(ROWS)("encodes %j with value %j as %s", async (parameter, value, line) => {
    expect(await lineOf(parameter, value)).toBe(line);
  });

  test.each<[JsonObject, Json]>([
    [{ in: "path" }, ""],
    [{ in: "path" }, ".."],
    [{ in: "path" }, []],
    [{ in: "query" }, [["a"]]],
    [{ in: "query", style: "pipeDelimited", explode: false }, ["a|b"]],
    [{ in: "query", style: "deepObject" }, { "a[b]": 1 }],
    [{ in: "header" }, "é"],
    [{ in: "header" }, " a"],
    [{ in: "header" }, ["a,b"]],
  ])("cannot encode %j with value %j", async (parameter, value) => {
    await expect(lineOf(parameter, value)).rejects.toBeInstanceOf(UnencodableValue);
  });
});
