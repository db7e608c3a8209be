import { execFileSync } from "node:child_process";
import { symlink } from "node:fs/promises";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { type LoadedDescription, loadDocument } from "../../../../generator/1-document/load/load.ts";
import type { Checked, Diagnostic } from "../../../../generator/diagnostics.ts";
import { DEFAULT_LIMITS, DEFAULT_SOURCE, type SourceOptions } from "../../../../generator/options.ts";
import { type FilesByPath, withFiles } from "../../../support/description-folder.ts";

const head = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n";

interface Outcome extends Checked<LoadedDescription> {
  readonly folder: string;
}

/** Loads `root.yaml`, or the only file. */
function load(
  files: FilesByPath,
  options: Partial<SourceOptions> = {},
  before?: (folder: string) => Promise<void>,
): Promise<Outcome> {
  return withFiles(files, async (folder) => {
    await before?.(folder);
    const spec = join(folder, "root.yaml" in files ? "root.yaml" : (Object.keys(files)[0] ?? ""));
    const overlays = (options.overlays ?? []).map((file) => join(folder, file));
    const loaded = await loadDocument({ ...DEFAULT_SOURCE, ...options, spec, overlays });
    // Reads the locations before the files are deleted, because they are computed on demand.
    return { ...loaded, folder };
  });
}

/** `rule file:line:column message` */
function line({ rule, message, location }: Diagnostic, folder: string): string {
  if (!location) return `${rule} ${message}`;
  const file = relative(
    folder,
    join(process.cwd(), location.file).startsWith(folder) ? join(process.cwd(), location.file) : location.file,
  );
  return `${rule} ${file}:${location.line}:${location.column} ${message}`;
}

function refersTo(ref: string): string {
  return `${head}components:\n  schemas:\n    A:\n      $ref: ${JSON.stringify(ref)}\n`;
}

describe("rejects with a location", () => {
  const rows: readonly [name: string, files: FilesByPath, want: readonly string[], options?: Partial<SourceOptions>][] =
    [
      ["an empty file", { "root.yaml": "" }, ["syntax root.yaml:1:1 This file is empty."]],
      [
        "two documents",
        { "root.yaml": "a: 1\n---\nb: 1\n" },
        ["syntax root.yaml:1:1 This file contains several YAML documents, separated by `---`."],
      ],
      [
        "invalid YAML",
        { "root.yaml": "a: [1\nb" },
        [
          "syntax root.yaml:2:2 This is neither valid YAML nor valid JSON: unexpected end of the stream within a flow collection.",
        ],
      ],
      [
        "a duplicate key in YAML",
        { "root.yaml": `${head}info: 1\n` },
        ["duplicate-key root.yaml:3:1 This key appears twice in one object."],
      ],
      [
        "a duplicate key in JSON",
        { "root.json": '{\n  "openapi": "3.1.0",\n  "openapi": "3.1.0"\n}' },
        ["duplicate-key root.json:3:4 This key appears twice in one object."],
      ],
      [
        "a duplicate key that is escaped once",
        { "root.json": '{"a":1,"\\u0061":2}' },
        ["duplicate-key root.json:1:9 This key appears twice in one object."],
      ],
      [
        "a YAML tag that creates a function",
        { "root.yaml": "a: !!js/function 'x'" },
        [
          "syntax root.yaml:1:4 This is neither valid YAML nor valid JSON: unknown scalar tag !<tag:yaml.org,2002:js/function>.",
        ],
      ],
      [
        "a number that JSON cannot represent",
        { "root.yaml": "a: .nan" },
        ["syntax root.yaml:1:4 NaN is not a JSON value."],
      ],
      [
        "bytes that are not UTF-8",
        { "root.yaml": Uint8Array.from([...Buffer.from("openapi: 3.1.0\nx: "), 0xff]) },
        ["unreadable root.yaml:2:4 root.yaml is not encoded in UTF-8."],
      ],
      [
        "no version",
        { "root.yaml": "info: {}" },
        ["unsupported-version root.yaml:1:1 This file states no OpenAPI version."],
      ],
      [
        "an unknown version",
        { "root.yaml": "info: {}\nopenapi: 4.0.0" },
        ["unsupported-version root.yaml:2:10 OpenAPI 4.0.0 is not supported."],
      ],
      [
        "an old version",
        { "root.yaml": "swagger: '1.2'" },
        ["unsupported-version root.yaml:1:10 OpenAPI 1.2 is not supported."],
      ],
      [
        "an array instead of an object",
        { "root.yaml": "[1]" },
        [
          "unsupported-version root.yaml:1:1 This file contains an array. A description is an object that states its OpenAPI version.",
        ],
      ],
      [
        "a pointer to nothing",
        { "root.yaml": refersTo("#/components/schemas/B") },
        ["no-unresolved-refs root.yaml:6:13 `#/components/schemas/B` cannot be resolved."],
      ],
      [
        "a file that is not there",
        { "root.yaml": refersTo("b.yaml") },
        ["no-unresolved-refs root.yaml:6:13 The file b.yaml does not exist."],
      ],
      [
        "a syntax error in a referenced file, reported once and in that file",
        { "root.yaml": `${refersTo("b.yaml")}    B: { $ref: b.yaml }\n`, "b.yaml": "a: {" },
        [
          "syntax b.yaml:1:5 This is neither valid YAML nor valid JSON: unexpected end of the stream within a flow collection.",
        ],
      ],
      [
        "a reference to itself",
        { "root.yaml": refersTo("#/components/schemas/A") },
        ["no-reference-cycle root.yaml:6:13 This reference is circular: it leads back to itself."],
      ],
      [
        "circular references of parameters",
        {
          "root.yaml": `${head}components:\n  parameters:\n    A: { $ref: '#/components/parameters/B' }\n    B: { $ref: '#/components/parameters/A' }\n`,
        },
        [
          "no-reference-cycle root.yaml:5:16 This reference is circular: it leads back to itself.",
          "no-reference-cycle root.yaml:6:16 This reference is circular: it leads back to itself.",
        ],
      ],
      [
        "a file above the root",
        { "root/root.yaml": refersTo("../secret.yaml"), "secret.yaml": "type: string" },
        ["outside-root root/root.yaml:6:13 secret.yaml is outside the folder of the description."],
      ],
      [
        "an absolute path",
        { "root.yaml": refersTo("/etc/passwd") },
        ["outside-root root.yaml:6:13 passwd is outside the folder of the description."],
      ],
      [
        "an absolute path to a missing file, with the same message",
        { "root.yaml": refersTo("/etc/nothing-here") },
        ["outside-root root.yaml:6:13 nothing-here is outside the folder of the description."],
      ],
      [
        "a reference that is not a string",
        { "root.yaml": `${head}components:\n  schemas:\n    A:\n      $ref: 0\n` },
        ["no-unresolved-refs root.yaml:6:13 The value of `$ref` must be a string."],
      ],
      [
        "a file URL",
        { "root.yaml": refersTo("file:///etc/passwd") },
        ["outside-root root.yaml:6:13 passwd is outside the folder of the description."],
      ],
      [
        "a percent-encoded path above the root",
        { "root.yaml": refersTo("%2e%2e/%2e%2e/%2e%2e/etc/passwd") },
        ["outside-root root.yaml:6:13 passwd is outside the folder of the description."],
      ],
      [
        "a URL",
        { "root.yaml": refersTo("https://example.com/a.yaml") },
        [
          "remote-refused root.yaml:6:13 https://example.com/a.yaml was not fetched: the host example.com is not allowed.",
        ],
      ],
      [
        "an http URL",
        { "root.yaml": refersTo("http://example.com/a.yaml") },
        ["remote-refused root.yaml:6:13 http://example.com/a.yaml was not fetched: only https is allowed."],
        { allowRemote: ["example.com"] },
      ],
      [
        "a private address",
        { "root.yaml": refersTo("https://169.254.169.254/latest") },
        ["remote-refused root.yaml:6:13 https://169.254.169.254/latest was not fetched: its address is private."],
        { allowRemote: ["169.254.169.254"] },
      ],
      [
        "a folder",
        { "root.yaml": refersTo("./sub"), "sub/a.yaml": "" },
        ["unreadable root.yaml:6:13 sub is a folder."],
      ],
      [
        "a file that is too large",
        { "root.yaml": refersTo("b.yaml"), "b.yaml": `x: ${"y".repeat(300)}` },
        ["limits root.yaml:6:13 b.yaml has more than 200 bytes."],
        { limits: { ...DEFAULT_LIMITS, bytes: 200 } },
      ],
      [
        "too many files",
        { "root.yaml": refersTo("b.yaml"), "b.yaml": "type: string" },
        ["limits root.yaml:6:13 The description has more than 1 files."],
        { limits: { ...DEFAULT_LIMITS, files: 1 } },
      ],
      [
        "YAML that nests too deeply",
        { "root.yaml": `a: ${"[".repeat(200)}${"]".repeat(200)}` },
        ["limits root.yaml:1:103 The description nests objects and arrays more than 100 deep."],
      ],
      [
        "JSON that nests too deeply",
        { "root.json": `{"a":${"[".repeat(200)}${"]".repeat(200)}}` },
        ["limits root.json:1:104 The description nests objects and arrays more than 100 deep."],
      ],
      [
        "a key that is an array",
        { "root.yaml": "a:\n  - b: c\n    ? [d, e]\n    : f\n" },
        ["syntax root.yaml:3:7 Mapping keys must be strings. This key is an array or an object."],
      ],
      [
        "a key that is an alias for an object",
        { "root.yaml": "a: &a { b: c }\nd:\n  e: f\n  *a : g\n" },
        ["syntax root.yaml:4:3 Mapping keys must be strings. This key is an array or an object."],
      ],
      [
        "an alias inside of its own node, at a deeper level",
        { "root.yaml": "z: 1\nx:\n  a: &a { b: [*a] }" },
        ["limits root.yaml:3:3 This node contains an alias for itself."],
      ],
      [
        "an alias directly inside of its own node",
        { "root.yaml": "a: &a { b: *a }" },
        ["limits root.yaml:1:1 This node contains an alias for itself."],
      ],
    ];

  it.each(rows)("%s", async (_name, files, want, options) => {
    const { diagnostics, folder } = await load(files, options);
    expect(diagnostics.map((diagnostic) => line(diagnostic, folder))).toEqual(want);
    for (const { remedy, severity } of diagnostics) expect([severity, remedy.length > 0]).toEqual(["error", true]);
  });

  it("a missing root file", async () => {
    const { diagnostics } = await loadDocument({ ...DEFAULT_SOURCE, spec: "no/such/file.yaml" });
    expect(diagnostics).toEqual([
      {
        rule: "unreadable",
        severity: "error",
        message: "no/such/file.yaml does not exist.",
        remedy: "Give the path of a file that exists and that you can read.",
      },
    ]);
  });

  it("a symbolic link out of the root", async () => {
    const files = { "root/root.yaml": refersTo("link.yaml"), "secret.yaml": "type: string" };
    const { diagnostics, folder } = await load(files, {}, (at) =>
      symlink(join(at, "secret.yaml"), join(at, "root/link.yaml")),
    );
    expect(diagnostics.map((one) => line(one, folder))).toEqual([
      "outside-root root/root.yaml:6:13 link.yaml is outside the folder of the description.",
    ]);
  });

  it("a pipe, without waiting for input", async () => {
    const { diagnostics, folder } = await load({ "root.yaml": refersTo("pipe.yaml") }, {}, async (at) => {
      execFileSync("mkfifo", [join(at, "pipe.yaml")]);
    });
    expect(diagnostics.map((one) => line(one, folder))).toEqual(["unreadable root.yaml:6:13 pipe.yaml is not a file."]);
  });

  it("an alias bomb, without being expanded", async () => {
    const levels = Array.from(
      { length: 30 },
      (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index},`.repeat(9)}]`,
    );
    const { diagnostics } = await load({ "root.yaml": ["a0: &a0 lol", ...levels].join("\n") });
    expect(diagnostics.map(({ rule }) => rule)).toEqual(["limits"]);
    expect(diagnostics[0]?.message).toBe("The aliases of this file expand to more than 200000 values.");
    expect(diagnostics[0]?.location).toMatchObject({ line: 7, column: 1, pointer: "#/a6" }); // 9 to the power of 6
  });

  it("NaN after an alias bomb, without expanding the aliases", async () => {
    const levels = Array.from({ length: 40 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`);
    const { diagnostics } = await load({ "root.yaml": ["a0: &a0 [lol]", ...levels, "z: .nan"].join("\n") });
    expect(diagnostics.map(({ message, location }) => [message, location?.line])).toEqual([
      ["NaN is not a JSON value.", 42],
    ]);
  });
});

describe("reads", () => {
  const text = { type: "string" };

  /** The expected schemas of the bundle. */
  const rows: readonly [name: string, files: FilesByPath, want: unknown][] = [
    ["a file below the root", { "root.yaml": refersTo("sub/A.yaml"), "sub/A.yaml": "type: string" }, { A: text }],
    [
      "a part of a file",
      { "root.yaml": refersTo("all.yaml#/x/y"), "all.yaml": "x: { y: { type: string } }" },
      { A: text },
    ],
    [
      "an encoded name",
      { "root.yaml": refersTo("a%20b.yaml#/%7Bx%7D~1y"), "a b.yaml": "'{x}/y': { type: string }" },
      { A: text },
    ],
    [
      "a byte order mark and CRLF",
      { "root.yaml": `\uFEFF${refersTo("A.yaml")}`.replaceAll("\n", "\r\n"), "A.yaml": "type: string\r\n" },
      { A: text },
    ],
    [
      "a reference from another file to the root",
      {
        "root.yaml": `${refersTo("b.yaml")}    C: { type: string }\n`,
        "b.yaml": "items: { $ref: 'root.yaml#/components/schemas/C' }",
      },
      { A: { items: { $ref: "#/components/schemas/C" } }, C: text },
    ],
    [
      "a file that refers to itself",
      { "root.yaml": refersTo("b.yaml"), "b.yaml": "items: { $ref: '#' }" },
      { A: { items: { $ref: "#/components/schemas/A" } } },
    ],
    [
      "a file as a component with the name that the root gives it",
      { "root.yaml": `${refersTo("b.yaml")}    C: { items: { $ref: b.yaml } }\n`, "b.yaml": "type: string" },
      { A: text, C: { items: { $ref: "#/components/schemas/A" } } },
    ],
    [
      "two component names for one file",
      { "root.yaml": `${refersTo("b.yaml")}    C: { $ref: b.yaml }\n`, "b.yaml": "type: string" },
      { A: text, C: { $ref: "#/components/schemas/A" } },
    ],
    [
      "two files with the same name",
      {
        "root.yaml": `${refersTo("x/N.yaml")}    C: { items: { $ref: y/A.yaml } }\n`,
        "x/N.yaml": "type: string",
        "y/A.yaml": "type: integer",
      },
      { A: text, C: { items: { $ref: "#/components/schemas/A-2" } }, "A-2": { type: "integer" } },
    ],
    [
      "an alias for a component that is an alias for a file",
      {
        "root.yaml": `${refersTo("#/components/schemas/B")}    B: { $ref: 'b.yaml#/A' }\n`,
        "b.yaml": "A: { type: string }",
      },
      { A: { $ref: "#/components/schemas/B" }, B: text },
    ],
    [
      "a component whose name begins with x-",
      { "root.yaml": `${refersTo("b.yaml")}    x-b: { items: { $ref: b.yaml } }\n`, "b.yaml": "type: string" },
      { A: text, "x-b": { items: { $ref: "#/components/schemas/A" } } },
    ],
    [
      "a pointer that passes through a reference",
      {
        "root.yaml": `${refersTo("b.yaml")}    C: { $ref: '#/components/schemas/A/properties/p' }\n`,
        "b.yaml": "properties: { p: { type: string } }",
      },
      { A: { properties: { p: text } }, C: text },
    ],
    [
      "a schema in an extension, as a component",
      { "root.yaml": `${refersTo("#/x-schemas/Pet")}x-schemas: { Pet: { type: string } }\n` },
      { A: { $ref: "#/components/schemas/Pet" }, Pet: text },
    ],
    [
      "an anchor",
      { "root.yaml": `${refersTo("#name")}    B: { $anchor: name }\n` },
      { A: { $ref: "#/components/schemas/B" }, B: { $anchor: "name" } },
    ],
    [
      "a name by $id",
      { "root.yaml": `${refersTo("https://example.com/b")}    B: { $id: 'https://example.com/b' }\n` },
      { A: { $ref: "#/components/schemas/B" }, B: { $id: "https://example.com/b" } },
    ],
    [
      "references relative to an $id, by pointer, anchor and name, from inside and outside",
      {
        "root.yaml": `${refersTo("tree#leaf")}    B:
      $id: tree
      properties: { a: { $ref: '#/$defs/x' }, b: { $ref: '#leaf' }, c: { $ref: tree }, d: { $ref: deep/one }, e: { $ref: 'deep/one#in' } }
      $defs:
        x: { $anchor: leaf }
        y: { $id: deep/one, items: { $ref: '#/$defs/z' }, $defs: { z: { $anchor: in } } }
`,
      },
      {
        A: { $ref: "#/components/schemas/B/$defs/x" },
        B: {
          $id: "tree",
          properties: {
            a: { $ref: "#/components/schemas/B/$defs/x" },
            b: { $ref: "#/components/schemas/B/$defs/x" },
            c: { $ref: "#/components/schemas/B" },
            d: { $ref: "#/components/schemas/B/$defs/y" },
            e: { $ref: "#/components/schemas/B/$defs/y/$defs/z" },
          },
          $defs: {
            x: { $anchor: "leaf" },
            y: {
              $id: "deep/one",
              items: { $ref: "#/components/schemas/B/$defs/y/$defs/z" },
              $defs: { z: { $anchor: "in" } },
            },
          },
        },
      },
    ],
    [
      "references that match no $id, relative to the file",
      {
        "root.yaml": `${head}components:\n  schemas:\n    A: { $id: 'https://example.com/a', items: { $ref: '#/components/schemas/B' }, not: { $ref: b.yaml } }\n    B: {}\n`,
        "b.yaml": "type: string",
      },
      {
        A: {
          $id: "https://example.com/a",
          items: { $ref: "#/components/schemas/B" },
          not: { $ref: "#/components/schemas/b" },
        },
        B: {},
        b: text,
      },
    ],
    [
      "a reference to the document by its $self",
      {
        "root.yaml": `openapi: 3.2.0\ninfo: { title: T, version: '1' }\n$self: https://example.com/api/v1\ncomponents:\n  schemas:\n    A: { $ref: 'v1#/components/schemas/B' }\n    B: { $id: b, items: { $ref: '/api/v1#/components/schemas/C' } }\n    C: { $ref: b }\n`,
      },
      {
        A: { $ref: "#/components/schemas/B" },
        B: { $id: "b", items: { $ref: "#/components/schemas/C" } },
        C: { $ref: "#/components/schemas/B" },
      },
    ],
    [
      "identifiers in data, unchanged",
      {
        "root.yaml": `${head}components:\n  schemas:\n    A: { $id: a, default: { $ref: a }, properties: { default: { $ref: a }, $ref: { type: string } } }\n`,
      },
      {
        A: {
          $id: "a",
          default: { $ref: "a" },
          properties: { default: { $ref: "#/components/schemas/A" }, $ref: { type: "string" } },
        },
      },
    ],
    [
      "siblings of a reference",
      { "root.yaml": `${refersTo("b.yaml")}      description: D\n`, "b.yaml": "type: string" },
      { A: { $ref: "#/components/schemas/b", description: "D" }, b: text },
    ],
    [
      "a discriminator mapping to files",
      {
        "root.yaml": `${head}components:\n  schemas:\n    A: { discriminator: { propertyName: k, mapping: { b: ./b.yaml, c: C } } }\n`,
        "b.yaml": "type: string",
      },
      { A: { discriminator: { propertyName: "k", mapping: { b: "#/components/schemas/b", c: "C" } } }, b: text },
    ],
    ...["example", "default", "const", "x-data"].map((keyword): [string, FilesByPath, unknown] => [
      `a $ref in ${keyword} as data`,
      { "root.yaml": `${head}components: { schemas: { A: { ${keyword}: { $ref: nowhere.yaml } } } }` },
      { A: { [keyword]: { $ref: "nowhere.yaml" } } },
    ]),
    [
      "a $ref in enum and examples as data",
      {
        "root.yaml": `${head}components: { schemas: { A: { enum: [{ $ref: x.yaml }], examples: [{ $ref: x.yaml }] } } }`,
      },
      { A: { enum: [{ $ref: "x.yaml" }], examples: [{ $ref: "x.yaml" }] } },
    ],
    [
      "a property called $ref",
      { "root.yaml": `${head}components: { schemas: { A: { properties: { $ref: { type: string } } } } }` },
      { A: { properties: { $ref: text } } },
    ],
    [
      "merge keys and aliases",
      { "root.yaml": `${head}components: { schemas: { A: &a { type: string }, B: { <<: *a, title: B } } }` },
      { A: text, B: { type: "string", title: "B" } },
    ],
  ];

  it.each(rows)("%s", async (_name, files, want) => {
    const { value, diagnostics } = await load(files);
    expect(diagnostics).toEqual([]);
    expect(value?.bundled["components"]).toEqual({ schemas: want });
  });

  it("a path item, which replaces its reference", async () => {
    const files = {
      "root.yaml": `${head}paths: { /a: { $ref: a.yaml } }`,
      "a.yaml": "get: { parameters: [{ $ref: p.yaml }] }",
      "p.yaml": "name: p\nin: query",
    };
    const { value } = await load(files);
    expect(value?.bundled["paths"]).toEqual({ "/a": { get: { parameters: [{ $ref: "#/components/parameters/p" }] } } });
    expect(value?.bundled["components"]).toEqual({ parameters: { p: { name: "p", in: "query" } } });
    expect(value?.files.length).toBe(3);
  });

  it("own properties called __proto__", async () => {
    const { value } = await load({
      "root.yaml": refersTo("b.yaml"),
      "b.yaml": "properties: { __proto__: { $ref: c.yaml } }",
      "c.yaml": "type: string",
    });
    const bundled = JSON.stringify(value?.bundled["components"]);
    expect(bundled).toBe(
      '{"schemas":{"A":{"properties":{"__proto__":{"$ref":"#/components/schemas/c"}}},"c":{"type":"string"}}}',
    );
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it.each<[name: string, operationRef: string, want: string]>([
    ["of the root", "../root.yaml#/paths/~1a/get", "#/paths/~1a/get"],
    ["of another file than the root", "#/paths/~1a/get", "parts/links.yaml#/paths/~1a/get"],
    ["of a third file", "other.yaml#/paths/~1a/get", "parts/other.yaml#/paths/~1a/get"],
    ["that names no file", "urn:b#/paths/~1a/get", "urn:b#/paths/~1a/get"],
    ["of another description", "https://b.example/c.yaml#/paths/~1a/get", "https://b.example/c.yaml#/paths/~1a/get"],
  ])("links of another file to an operation %s", async (_, operationRef, want) => {
    const { value, diagnostics } = await load({
      "root.yaml": `${head}components: { links: { A: { $ref: 'parts/links.yaml#/A' } } }`,
      "parts/links.yaml": `A: { operationRef: '${operationRef}' }`,
    });
    expect(diagnostics).toEqual([]);
    expect(value?.bundled["components"]).toEqual({ links: { A: { operationRef: want } } });
  });

  it("unresolved references to examples and links, with a warning", async () => {
    const { value, diagnostics } = await load({
      "root.yaml": `${head}components: { examples: { E: { $ref: nowhere.yaml } } }`,
    });
    expect(diagnostics.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(["warning no-unresolved-refs"]);
    expect(value?.bundled["components"]).toEqual({ examples: { E: {} } });
  });

  it("unresolved references to schemas as any value, with lenient", async () => {
    const { value, diagnostics } = await load({ "root.yaml": refersTo("nowhere.yaml") }, { lenient: true });
    expect(diagnostics.map(({ severity }) => severity)).toEqual(["warning"]);
    expect(value?.bundled["components"]).toEqual({ schemas: { A: {} } });
  });

  it("the same locations for all line ends", async () => {
    const files = { "root.yaml": `${head}components: { schemas: { A: { description: |\n  one\n  two\n } } }` };
    const crlf = { "root.yaml": files["root.yaml"].replaceAll("\n", "\r\n") };
    const [{ value: one }, { value: other }] = await Promise.all([load(files), load(crlf)]);
    expect(one?.bundled).toEqual(other?.bundled);
  });
});

describe("locates in the user's files", () => {
  const files = {
    "root.yaml": `${head}paths:\n  /a:\n    $ref: a.yaml\ncomponents:\n  schemas:\n    C:\n      type: object\n      required: [x, y, z]\n`,
    "a.yaml": "get:\n  responses:\n    200:\n      content: { a/b: { schema: { $ref: s.yaml } } }\n",
    "s.yaml": "type: object\nproperties:\n  p:\n    type: string\n",
    "overlay.yaml": [
      "overlay: 1.0.0",
      "info: { title: O, version: '1' }",
      "actions:",
      "  - target: $.components.schemas.C",
      "    update:",
      "      title: Sea",
      "      required: [more]",
      "  - target: $.components.schemas.C.required[0]",
      "    remove: true",
      "  - target: $.components.schemas.s.properties",
      "    update:",
      "      q: { $ref: extra.yaml }",
    ].join("\n"),
    "extra.yaml": "type: integer\nminimum: 1\n",
  };
  const rows: readonly [name: string, pointer: string, want: string][] = [
    ["the root itself", "#/info/title", "root.yaml:2:16"],
    ["a part of a path item", "#/paths/~1a/get/responses", "a.yaml:2:3"],
    ["a component of another file", "#/components/schemas/s/properties/p/type", "s.yaml:4:11"],
    ["a node that an overlay added", "#/components/schemas/C/title", "overlay.yaml:6:14"],
    ["a node that an overlay did not change", "#/components/schemas/C/type", "root.yaml:9:13"],
    ["an item whose index an overlay changed", "#/components/schemas/C/required/0", "root.yaml:10:21"],
    ["an item that an overlay appended", "#/components/schemas/C/required/2", "overlay.yaml:7:18"],
    ["the target of a reference in an overlay", "#/components/schemas/extra/minimum", "extra.yaml:2:10"],
    ["the nearest ancestor of a missing node", "#/components/schemas/s/properties/none/type", "s.yaml:2:1"],
  ];

  it.each(rows)("%s", async (_name, pointer, want) => {
    const { value, diagnostics, folder } = await load(files, { overlays: ["overlay.yaml"] });
    expect(diagnostics).toEqual([]);
    const mark = value?.locate(pointer, "value");
    if (!mark) throw new Error("not loaded");
    expect(line({ rule: "", severity: "info", message: "", remedy: "", ...mark }, folder).trim()).toBe(want);
  });
});

function overlay(...actions: readonly object[]): string {
  return JSON.stringify({ overlay: "1.1.0", info: { title: "O", version: "1" }, actions });
}

describe("overlays", () => {
  const base = `${head}components:\n  schemas:\n    A: { type: object, required: [a, b, c], title: T, x: { y: 1 } }\n`;
  const before = { type: "object", required: ["a", "b", "c"], title: "T", x: { y: 1 } };
  const A = "$.components.schemas.A";
  const rows: readonly [name: string, actions: readonly object[], want: unknown][] = [
    [
      "an update merges objects",
      [{ target: A, update: { title: "U", x: { z: 2 } } }],
      { title: "U", x: { y: 1, z: 2 } },
    ],
    ["an update appends to arrays", [{ target: A, update: { required: ["d"] } }], { required: ["a", "b", "c", "d"] }],
    [
      "an update appends a single value to an array",
      [{ target: `${A}.required`, update: "d" }],
      { required: ["a", "b", "c", "d"] },
    ],
    ["removes each selected item once", [{ target: `${A}.required[0,2,0]`, remove: true }], { required: ["b"] }],
    [
      "removes properties",
      [
        { target: `${A}.x`, remove: true },
        { target: `${A}.title`, remove: true },
      ],
      { title: undefined, x: undefined },
    ],
    [
      "applies actions in order",
      [
        { target: `${A}.x`, remove: true },
        { target: A, update: { x: [1] } },
      ],
      { x: [1] },
    ],
    ["copies a node", [{ target: `${A}.x`, copy: A.replace(".A", ".A.required") }], { x: ["a", "b", "c"] }],
    [
      "selects a name that contains a quote",
      [
        { target: A, update: { "it's": 1 } },
        { target: `${A}["it's"]`, update: 2 },
      ],
      { "it's": 2 },
    ],
  ];

  it.each(rows)("%s", async (_name, actions, want) => {
    const { value, diagnostics } = await load(
      { "root.yaml": base, "o.json": overlay(...actions) },
      { overlays: ["o.json"] },
    );
    expect(diagnostics).toEqual([]);
    expect(value?.bundled["components"]).toEqual({ schemas: { A: { ...before, ...(want as object) } } });
  });

  const complaints: readonly [name: string, overlay: string, want: string][] = [
    [
      "a file without an overlay version",
      "openapi: 3.1.0",
      "error overlay o.yaml:1:1 This file is not an Overlay document of version 1.",
    ],
    ["an overlay without actions", "overlay: 1.0.0", "error overlay o.yaml:1:1 An overlay needs an array of actions."],
    [
      "a target that matches nothing",
      "overlay: 1.0.0\nactions:\n  - target: $.nothing\n    remove: true",
      "warning overlay o.yaml:3:13 This target selects nothing.",
    ],
    [
      "the whole document",
      "overlay: 1.0.0\nactions:\n  - target: $\n    remove: true",
      "error overlay o.yaml:3:13 The whole document cannot be removed.",
    ],
  ];

  it.each(complaints)("reports %s", async (_name, text, want) => {
    const { diagnostics, folder } = await load({ "root.yaml": base, "o.yaml": text }, { overlays: ["o.yaml"] });
    expect(diagnostics.map((one) => `${one.severity} ${line(one, folder)}`)).toEqual([want]);
  });

  it("uses one component for a file that an overlay and the description refer to", async () => {
    const root = `${head}components: { schemas: { A: { items: { $ref: s/N.yaml } } } }`;
    const files = {
      "root.yaml": root,
      "s/N.yaml": "type: string",
      "o.json": overlay({ target: A, update: { not: { $ref: "s/N.yaml" } } }),
    };
    const { value } = await load(files, { overlays: ["o.json"] });
    const N = { $ref: "#/components/schemas/N" };
    expect(value?.bundled["components"]).toEqual({ schemas: { A: { items: N, not: N }, N: { type: "string" } } });
  });
});
