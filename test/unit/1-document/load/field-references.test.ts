import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadDocument } from "../../../../generator/1-document/load/load.ts";
import type { JsonObject } from "../../../../generator/1-document/json.ts";
import { DEFAULT_SOURCE } from "../../../../generator/options.ts";
import { type FilesByPath, withFiles } from "../../../support/description-folder.ts";

const head = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\n';
const text = { type: "string" };

interface Outcome {
  readonly bundled: JsonObject | undefined;
  readonly problems: readonly string[];
}

/** Loads `root.yaml`. Problems are printed as `severity rule line:column`, with the file if it is not the root. */
async function load(files: FilesByPath): Promise<Outcome> {
  return withFiles(files, async (folder) => {
    const { value, diagnostics } = await loadDocument({ ...DEFAULT_SOURCE, spec: join(folder, "root.yaml") });
    const problems = diagnostics.map(({ severity, rule, location }) => {
      const file = location?.file.replace(/.*\//, "") ?? "";
      return `${severity} ${rule} ${file === "root.yaml" ? "" : `${file}:`}${location?.line}:${location?.column}`;
    });
    return { bundled: value?.bundled, problems };
  });
}

describe("reads a reference in place of", () => {
  const rows: readonly [name: string, files: FilesByPath, want: unknown, problems: readonly string[]][] = [
    [
      "a description, as the text of a file",
      {
        "root.yaml": 'openapi: 3.1.0\ninfo: { title: T, version: "1", description: { $ref: a.md } }',
        "a.md": "# {A\n",
      },
      { info: { description: "# {A\n" } },
      ["warning field-reference 2:54"],
    ],
    [
      "the description of a tag, as a string of a YAML file",
      { "root.yaml": `${head}tags: [{ name: a, description: { $ref: "a.yaml#/b" } }]`, "a.yaml": "b: text" },
      { tags: [{ name: "a", description: "text" }] },
      ["warning field-reference 3:40"],
    ],
    [
      "the description of a schema in another folder, relative to its file",
      {
        "root.yaml": `${head}components: { schemas: { A: { $ref: sub/a.yaml } } }`,
        "sub/a.yaml": "type: string\ndescription: { $ref: ../a.txt }",
        "a.txt": "text",
      },
      { components: { schemas: { A: { ...text, description: "text" } } } },
      ["warning field-reference a.yaml:2:22"],
    ],
    [
      "properties, without naming them as components",
      {
        "root.yaml": `${head}components: { schemas: { A: { properties: { $ref: sub/a.yaml } } } }`,
        "sub/a.yaml": "b: { type: string }\nc/d: { $ref: c.yaml }",
        "sub/c.yaml": "type: string",
      },
      {
        components: { schemas: { A: { properties: { b: text, "c/d": { $ref: "#/components/schemas/c" } } }, c: text } },
      },
      ["warning field-reference 3:51"],
    ],
    [
      "properties of the same file",
      {
        "root.yaml": `${head}components: { schemas: { A: { properties: { b: { type: string } } }, B: { properties: { $ref: "#/components/schemas/A/properties" } } } }`,
      },
      { components: { schemas: { B: { properties: { b: { $ref: "#/components/schemas/A/properties/b" } } } } } },
      ["warning field-reference 3:95"],
    ],
    [
      "properties that contain themselves",
      {
        "root.yaml": `${head}components: { schemas: { A: { properties: { $ref: a.yaml } } } }`,
        "a.yaml": "b: { properties: { $ref: '#' } }",
      },
      {
        components: {
          schemas: { A: { properties: { b: { properties: { b: { $ref: "#/components/schemas/b" } } } } } },
        },
      },
      ["warning field-reference 3:51", "warning field-reference a.yaml:1:26"],
    ],
    [
      "paths, responses and parameters",
      {
        "root.yaml": `${head}paths: { $ref: sub/paths.yaml }`,
        "sub/paths.yaml": "/a: { get: { parameters: { $ref: parameters.yaml }, responses: { $ref: responses.yaml } } }",
        "sub/parameters.yaml": "[{ name: q, in: query, schema: { type: string } }]",
        "sub/responses.yaml": '"200": { description: ok }',
      },
      {
        paths: {
          "/a": {
            get: {
              parameters: [{ name: "q", in: "query", schema: text }],
              responses: { "200": { description: "ok" } },
            },
          },
        },
      },
      [
        "warning field-reference 3:16",
        "warning field-reference paths.yaml:1:34",
        "warning field-reference paths.yaml:1:72",
      ],
    ],
    [
      "all schemas, which keep their names",
      {
        "root.yaml": `${head}components: { schemas: { $ref: sub/all.yaml } }`,
        "sub/all.yaml": "A: { type: string }\nB: { items: { $ref: '#/A' } }",
      },
      { components: { schemas: { A: text, B: { items: { $ref: "#/components/schemas/A" } } } } },
      ["warning field-reference 3:32"],
    ],
    [
      "an enum",
      { "root.yaml": `${head}components: { schemas: { A: { enum: { $ref: a.yaml } } } }`, "a.yaml": "[b, c]" },
      { components: { schemas: { A: { enum: ["b", "c"] } } } },
      ["warning field-reference 3:45"],
    ],
  ];

  it.each(rows)("%s", async (_name, files, want, problems) => {
    const { bundled, problems: found } = await load(files);
    expect(bundled).toMatchObject(want as object);
    expect(found).toEqual(problems);
  });
});

describe("leaves alone", () => {
  it("properties whose name is $ref", async () => {
    const { bundled, problems } = await load({
      "root.yaml": `${head}components: { schemas: { A: { properties: { $ref: { type: string } } } } }`,
    });
    expect([bundled?.["components"], problems]).toEqual([{ schemas: { A: { properties: { $ref: text } } } }, []]);
  });

  it("examples, defaults and extensions, which are data", async () => {
    const data = `{ default: { $ref: a }, example: { $ref: a }, x-a: { description: { $ref: a } } }`;
    const { problems } = await load({ "root.yaml": `${head}components: { schemas: { A: ${data} } }` });
    expect(problems).toEqual([]);
  });
});

describe("reports at its place", () => {
  it("a description whose file is missing, with a warning, and leaves it out", async () => {
    const { bundled, problems } = await load({
      "root.yaml": 'openapi: 3.1.0\ninfo: { title: T, version: "1", description: { $ref: a.md } }',
    });
    expect(bundled?.["info"]).toEqual({ title: "T", version: "1" });
    expect(problems).toEqual(["warning no-unresolved-refs 2:54"]);
  });

  it("properties whose file is missing", async () => {
    const { problems } = await load({
      "root.yaml": `${head}components: { schemas: { A: { properties: { $ref: a.yaml } } } }`,
    });
    expect(problems).toEqual(["error no-unresolved-refs 3:51"]);
  });

  it("a text outside the folder of the description", async () => {
    const { problems } = await load({
      "root.yaml": 'openapi: 3.1.0\ninfo: { title: T, version: "1", description: { $ref: /etc/passwd } }',
    });
    expect(problems).toEqual(["warning outside-root 2:54"]);
  });
});
