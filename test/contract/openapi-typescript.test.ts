/**
 * Compares the generated types with those of openapi-typescript: for every component, and for the parameters, bodies,
 * responses and headers of every operation. The compiler checks that each type is assignable to the other.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { typecheck } from "../support/typecheck.ts";
import { description } from "./operation-inputs.ts";
import { type DescribedOperation, entries } from "./description.ts";

interface Pair {
  readonly name: string;
  readonly ours: string;
  readonly theirs: string;
}

/** Known differences, by reason. */
const DIFFERENCES: Readonly<Record<string, readonly string[]>> = {
  "openapi-typescript takes a header that is a reference for required": [
    "GetClientsResponse200Headers",
    "StoreClientResponse200Headers",
    "GetClientsCreateResponse200Headers",
    "BulkClientsResponse200Headers",
    "ShowClientResponse200Headers",
    "UpdateClientResponse200Headers",
    "DeleteClientResponse200Headers",
    "EditClientResponse200Headers",
    "UploadClientResponse200Headers",
    "PurgeClientResponse200Headers",
    "MergeClientResponse200Headers",
    "UpdateClientTaxDataResponse200Headers",
    "ClientStatementResponse200Headers",
    "ReactivateEmailResponse200Headers",
  ],
  "openapi-typescript takes files for text": ["UploadClientBody"],
  "openapi-typescript takes bytes for text": ["ClientStatementResponse200"],
};

const listed = Object.entries(DIFFERENCES).flatMap(([reason, names]) => names.map((name) => [name, reason] as const));
const listedNames = new Set(listed.map(([name]) => name));

const GROUPS = [
  ["path", "Path"],
  ["query", "Query"],
  ["header", "Headers"],
  ["cookie", "Cookies"],
] as const;

const schemes = componentsOf("securitySchemes").map(([, scheme]) => new Map(entries(scheme)));
const credentials = new Set(schemes.map((scheme) => scheme.get("name")));

const pairs: readonly Pair[] = [...components(), ...description.operations.flatMap(ofOperation)];
const different = await compare(pairs);

describe("two readings agree", () => {
  test.each(pairs.filter(({ name }) => !listedNames.has(name)))("$name", ({ name }) => {
    expect(different).not.toContain(name);
  });
});

describe("listed differences are still there", () => {
  test.each(listed)("%s: %s", (name) => {
    expect(different).toContain(name);
  });
});

function components(): readonly Pair[] {
  return componentsOf("schemas").map(([key]) => ({
    name: key,
    ours: `ours.${key}`,
    theirs: `theirs.components["schemas"][${JSON.stringify(key)}]`,
  }));
}

function componentsOf(kind: string): ReturnType<typeof entries> {
  return entries(new Map(entries(description.document["components"])).get(kind));
}

function ofOperation({ id, parameters, body, responses }: DescribedOperation): readonly Pair[] {
  const stem = `${id[0]?.toUpperCase()}${id.slice(1)}`;
  const operation = `theirs.operations[${JSON.stringify(id)}]`;
  const found: Pair[] = [];
  const compareAs = (suffix: string, theirs: string): void => {
    found.push({ name: `${stem}${suffix}`, ours: `ours.${stem}${suffix}`, theirs });
  };
  for (const [place, suffix] of GROUPS) {
    const inPlace = parameters.filter((parameter) => parameter.in === place && isGiven(parameter));
    if (inPlace.length === 0) continue;
    compareAs(suffix, known(`NonNullable<${operation}["parameters"]["${place}"]>`, inPlace));
  }
  if (body !== undefined) {
    const contents = [...body.contents.keys()];
    const content = (mediaType: string) =>
      `NonNullable<${operation}["requestBody"]>["content"][${JSON.stringify(mediaType)}]`;
    for (const [index, mediaType] of contents.entries()) {
      compareAs(contents.length === 1 ? "Body" : `Body${index + 1}`, content(mediaType));
    }
  }
  for (const [status, { headers, contents }] of responses) {
    const suffix = `Response${status === "default" ? "Default" : status}`;
    const theirs = `${operation}["responses"][${/^\d+$/.test(status) ? status : JSON.stringify(status)}]`;
    const mediaTypes = [...contents.keys()];
    for (const [index, mediaType] of mediaTypes.entries()) {
      const own = mediaTypes.length === 1 ? suffix : `${suffix}_${index + 1}`;
      compareAs(own, `${theirs}["content"][${JSON.stringify(mediaType)}]`);
    }
    if (headers.size > 0) {
      const names = [...headers.keys()].map((name) => ({ name }));
      compareAs(`${suffix}Headers`, known(`${theirs}["headers"]`, names));
    }
  }
  return found;
}

/** Removes constants and credentials: callers of our client pass neither, but openapi-typescript requires both. */
function isGiven({ name, required, schema }: DescribedOperation["parameters"][number]): boolean {
  const members = new Map(entries(schema));
  const constant = members.has("const") || (members.get("enum") as unknown[] | undefined)?.length === 1;
  return !(required && constant) && !credentials.has(name);
}

/** Returns a type with only these properties: openapi-typescript adds an index signature to response headers. */
function known(type: string, properties: readonly { readonly name: string }[]): string {
  return `Pick<${type}, ${properties.map(({ name }) => JSON.stringify(name)).join(" | ")}>`;
}

/** Returns the names of the pairs of types that are not equal or cannot be compared. */
async function compare(all: readonly Pair[]): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "specwright-readings-"));
  try {
    const file = join(folder, "readings.ts");
    const generated = fileURLToPath(new URL("../../generated/", import.meta.url));
    const lines = [
      `import type * as theirs from ${JSON.stringify(join(generated, "paths.js"))};`,
      `import type * as ours from ${JSON.stringify(join(generated, "types.js"))};`,
      "type Agree<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;",
      "const agree: true[] = [];",
      ...all.map((pair) => `agree.push(true satisfies Agree<${pair.ours}, ${pair.theirs}>);`),
    ];
    writeFileSync(file, lines.join("\n"));
    const errors = await typecheck([file]);
    const elsewhere = errors.filter((error) => !error.startsWith(file));
    if (elsewhere.length > 0) throw new Error(elsewhere.join("\n"));
    const numbers = errors.map((error) => Number(error.slice(file.length + 1).split(":")[0]));
    return numbers.map((number) => all[number - 1 - (lines.length - all.length)]?.name ?? `line ${number}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
