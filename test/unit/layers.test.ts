/** Imports: stages import from lower numbers only, and each library is imported by the files in a table only. */
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const root = new URL("../../", import.meta.url);

/** Modules that every stage may import. They import nothing but each other. */
const FOUNDATION = new Set([
  "generator/diagnostics.ts",
  "generator/nearest.ts",
  "generator/options.ts",
  "generator/secrets.ts",
  "generator/usage-error.ts",
  "generator/version.ts",
  "generator/visible-text.ts",
]);

/** The stages up to the fourth as one call. Stages from the fifth on may call it. */
const PIPELINE = new Set(["generator/generate.ts", "generator/report.ts"]);
/** Writes a test suite for users, so it is a generator itself and uses the stages that generate. */
const EMIT = "generator/6-test/emit/";

/** The parts of the first stage, in order of imports. Files outside of these folders are shared by all of them. */
const DOCUMENT_ROOMS = ["generator/1-document/load/", "generator/1-document/check/", "generator/1-document/rewrite/"];

/** Imports of `5-oracle` from the code that it judges. The oracle needs a reading of its own instead of each of them. */
const ORACLE_EXCEPTIONS: readonly string[] = [
  "generator/5-oracle/judge/judge.ts imports generator/1-document/rewrite/schema-forms.ts",
  "generator/5-oracle/sampling/conjunction-facts.ts imports generator/1-document/rewrite/schema-forms.ts",
  "generator/5-oracle/sampling/sampler.ts imports generator/1-document/rewrite/schema-forms.ts",
  "generator/5-oracle/sampling/sampling-context.ts imports generator/1-document/rewrite/schema-forms.ts",
];

/** The files or folders that may import a library. */
const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
  "@redocly/openapi-core": ["generator/1-document/"],
  "openapi-typescript": ["generator/3-views/paths.ts"],
  typescript: ["generator/3-views/paths.ts", "generator/5-program/bundle-script.ts", "generator/build/"],
  ajv: ["generator/5-oracle/judge/"],
  "ajv-formats": ["generator/5-oracle/judge/bounded-ajv.ts"],
  "fast-check": ["generator/5-oracle/sampling/"],
  handlebars: ["generator/4-output/templates.ts"],
  diff: ["generator/4-output/diff.ts"],
  "js-yaml": ["generator/1-document/"],
  yaml: ["generator/commands/to-yaml.ts"],
  "jsonpath-rfc9535": ["generator/1-document/"],
  esbuild: ["generator/build/"],
  "openapi-fetch": ["templates/"],
  hono: ["templates/server/hono.ts"],
  express: ["templates/server/express.ts"],
  fastify: ["templates/server/fastify.ts"],
};

interface Import {
  readonly from: string;
  /** A path from the root, or the name of a package. */
  readonly to: string;
}

const importsOf = (folder: string): readonly Import[] =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .flatMap((path) => {
      const from = posix.join(folder, path.replaceAll("\\", "/"));
      const { importedFiles } = ts.preProcessFile(readFileSync(new URL(from, root), "utf8"));
      return importedFiles.map(({ fileName }) => ({ from, to: target(from, fileName) }));
    });

function target(from: string, specifier: string): string {
  if (specifier.startsWith(".")) {
    const path = posix.join(posix.dirname(from), specifier).replace(/^(templates\/.*)\.js$/, "$1.ts");
    return path.startsWith("node_modules/") ? target(from, path.slice("node_modules/".length)) : path;
  }
  return specifier.startsWith("node:")
    ? specifier
    : specifier
        .split("/")
        .slice(0, specifier.startsWith("@") ? 2 : 1)
        .join("/");
}

const stageOf = (path: string): number => Number(/^generator\/(\d)-/.exec(path)?.[1] ?? Number.POSITIVE_INFINITY);
/** `generator/5-oracle` of `generator/5-oracle/judge/judge.ts`. */
const roomOf = (path: string): string => path.split("/").slice(0, 2).join("/");
const isPackage = (to: string): boolean =>
  !to.startsWith("node:") && !/^(generator|templates|generated|test)\//.test(to);
const print = (imports: readonly Import[]): readonly string[] => imports.map(({ from, to }) => `${from} imports ${to}`);

const generator = importsOf("generator");
const templates = importsOf("templates");

describe("a stage", () => {
  const inStages = generator.filter(({ from }) => Number.isFinite(stageOf(from)));
  const ofOracle = generator.filter(({ from }) => from.startsWith("generator/5-oracle/"));

  test("imports its own files, stages of lower numbers and the foundation", () => {
    expect(inStages.length).toBeGreaterThan(0);
    const wrong = inStages.filter(
      ({ from, to }) =>
        to.startsWith("generator/") &&
        !FOUNDATION.has(to) &&
        !(PIPELINE.has(to) && stageOf(from) > 4) &&
        roomOf(to) !== roomOf(from) &&
        !(Number.isFinite(stageOf(to)) && stageOf(to) < stageOf(from)),
    );
    expect(print(wrong)).toEqual([]);
  });

  test("that reads documents loads before it checks, and rewrites without either", () => {
    const wrong = generator.filter(({ from, to }) => {
      if (!from.startsWith("generator/1-document/") || !to.startsWith("generator/1-document/")) return false;
      const [importing, imported] = [from, to].map((path) => DOCUMENT_ROOMS.findIndex((room) => path.startsWith(room)));
      if (imported === -1 || imported === importing) return false;
      return !(importing === 1 && imported === 0);
    });
    expect(print(wrong)).toEqual([]);
  });

  test("that tests code imports no stage that generates it", () => {
    const wrong = generator.filter(
      ({ from, to }) =>
        /^generator\/(5-oracle|6-test)\//.test(from) &&
        !from.startsWith(EMIT) &&
        (/^generator\/[2-4]-/.test(to) || /^(templates|generated)\//.test(to)),
    );
    expect(print(wrong)).toEqual([]);
  });

  test("5-oracle reads the loaded description and nothing that is derived from it", () => {
    const wrong = ofOracle.filter(({ to }) => /^generator\/1-document\/(check|rewrite)\//.test(to));
    expect(print(wrong).toSorted()).toEqual(ORACLE_EXCEPTIONS);
  });

  test("rests on a foundation that rests on nothing", () => {
    const wrong = generator.filter(({ from, to }) => FOUNDATION.has(from) && !FOUNDATION.has(to));
    expect(print(wrong)).toEqual([]);
  });
});

test.each([
  ["generator", generator],
  ["templates", templates],
])("%s has no import circle, types included", (_, imports) => {
  let left = imports;
  for (let before = -1; before !== left.length;) {
    before = left.length;
    const [importing, imported] = [new Set(left.map(({ from }) => from)), new Set(left.map(({ to }) => to))];
    left = left.filter(({ from, to }) => importing.has(to) && imported.has(from)); // neither the last nor the first of a way
  }
  expect(print(left)).toEqual([]);
});

describe("a library", () => {
  test("is imported only by the files in the table", () => {
    const wrong = [...generator, ...templates].filter(
      ({ from, to }) => isPackage(to) && !(LIBRARIES[to] ?? []).some((place) => from.startsWith(place)),
    );
    expect(print(wrong)).toEqual([]);
  });

  test.each(Object.keys(LIBRARIES))("%s is used", (library) => {
    expect([...generator, ...templates].some(({ to }) => to === library)).toBe(true);
  });
});

describe("a copied file", () => {
  test("imports only copied files and its framework", () => {
    const wrong = templates.filter(({ to }) => to.startsWith("generator/") || to.startsWith("test/"));
    expect(print(wrong)).toEqual([]);
  });

  test("uses no API of Node, except the adapter of node:http", () => {
    const wrong = templates.filter(
      ({ from, to }) => to.startsWith("node:") && !/^templates\/server\/node(\/[\w-]+)?\.ts$/.test(from),
    );
    expect(print(wrong)).toEqual([]);
  });
});

test("the contract tests read spec/ and generated/, never the generator", () => {
  const wrong = importsOf("test/contract").filter(({ to }) => to.startsWith("generator/"));
  expect(print(wrong)).toEqual([]);
});
