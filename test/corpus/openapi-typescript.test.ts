/**
 * Compares the generated types of named schemas with those of openapi-typescript, for many descriptions. Differences
 * are allowed only by rules about the keywords of a schema. All other types must be equal.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Document, Schema, SchemaObject } from "../../generator/1-document/openapi.ts";
import { resolvePointer, parsePointer } from "../../generator/1-document/pointer.ts";
import { subschemas } from "../../generator/1-document/schemas/subschemas.ts";
import { printFiles, type Subject } from "../../generator/generate.ts";
import { DEFAULT_GENERATE } from "../../generator/options.ts";
import { typecheck } from "../support/typecheck.ts";

const golden: string = new URL("../golden/", import.meta.url).pathname;
const corpus: string = new URL("../../../shared/corpus/dev/", import.meta.url).pathname;
const isThere = existsSync(corpus);
if (!isThere) console.warn("skipped: the corpus of real descriptions is not here (../shared/corpus)");

const GOLDEN = readdirSync(golden, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({ name, spec: join(golden, name, "spec.yaml") }));
const REAL = (isThere ? readdirSync(corpus) : []).map((name) => {
  return { name, spec: join(corpus, name, name.endsWith("-split") ? "cafe.yaml" : "") };
});

/** By default openapi-typescript has this reading, which is one of many schemas. */
const DEFAULTS = "openapi-typescript requires properties with a default";

/** Keywords that openapi-typescript reads differently. They explain a difference if a schema of the type has one. */
const RULES: readonly (readonly [reason: string, says: (schema: SchemaObject, document: Document) => boolean])[] = [
  [
    "openapi-typescript asks for no property but those that stand beside `required`",
    ({ required = [], properties = {} }) => required.some((name) => !Object.hasOwn(properties, name)),
  ],
  [
    "openapi-typescript holds an index signature against the properties beside it",
    ({ properties = {}, additionalProperties }) =>
      Object.keys(properties).length > 0 && typeof additionalProperties === "object",
  ],
  [
    "openapi-typescript's object of nothing is a map whose values are never there",
    ({ properties = {}, additionalProperties }) =>
      Object.keys(properties).length === 0 && additionalProperties === false,
  ],
  [
    "openapi-typescript knows lists of a certain length by the first items alone, or not at all",
    ({ prefixItems, minItems, maxItems }) =>
      prefixItems !== undefined || (minItems !== undefined && minItems === maxItems),
  ],
  [
    "openapi-typescript has one type for both ways, with what only a request has",
    ({ writeOnly }) => writeOnly === true,
  ],
  [
    DEFAULTS,
    ({ properties = {}, required = [] }) =>
      Object.entries(properties).some(
        ([name, one]) => typeof one === "object" && one.default !== undefined && !required.includes(name),
      ),
  ],
  [
    "openapi-typescript takes an object in a list of values for any",
    ({ enum: values = [] }) => values.some((value) => typeof value === "object" && value !== null),
  ],
  [
    "openapi-typescript takes no notice of `items` beside alternatives",
    ({ items, oneOf, anyOf }) => items !== undefined && (oneOf ?? anyOf) !== undefined,
  ],
  [
    "openapi-typescript has unknown items where a list is an alternative of what it holds",
    (schema, document) => {
      const lists = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].map((one) => targetOf(itemsOf(one), document));
      return lists.includes(schema);
    },
  ],
];

function itemsOf(schema: Schema): Schema {
  return (typeof schema === "object" && schema.items) || true;
}

/** Returns the target of a reference. Undefined if it is not one. */
function targetOf(schema: Schema, document: Document): SchemaObject | undefined {
  if (typeof schema === "boolean" || schema.$ref === undefined) return undefined;
  return resolvePointer(document, schema.$ref) as SchemaObject; // the document is valid
}

/** Returns all schemas that the type of a schema depends on. */
function schemasBehind(schema: Schema, document: Document): readonly SchemaObject[] {
  const found = new Set<SchemaObject>();
  const waiting: Schema[] = [schema];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === "boolean" || found.has(next)) continue;
    found.add(next);
    waiting.push(...subschemas(next).map((below) => below.schema));
    waiting.push(targetOf(next, document) ?? true);
  }
  return [...found];
}

interface Pair {
  readonly name: string;
  readonly ours: string;
  readonly theirs: string;
  /** Why they may differ. */
  readonly reasons: readonly string[];
}

/** Returns our type of a named schema and theirs. Ours is the response form, since theirs has no forms. */
function pairOf({ declaration, schema, pointer }: Subject, document: Document): Pair {
  const behind = schemasBehind(schema, document);
  const reasons = RULES.filter(([, says]) => behind.some((one) => says(one, document))).map(([reason]) => reason);
  const name = parsePointer(pointer)[2] ?? "";
  return {
    name,
    ours: `ours.${declaration}`,
    theirs: `theirs.components["schemas"][${JSON.stringify(name)}]`,
    reasons,
  };
}

function isResponseComponent({ pointer, form }: Subject): boolean {
  return form === "response" && /^#\/components\/schemas\/[^/]+$/.test(pointer);
}

/** Returns the pairs of types that are not equal. */
async function differing(pairs: readonly Pair[], files: ReadonlyMap<string, string>): Promise<readonly Pair[]> {
  const folder = mkdtempSync(join(tmpdir(), "specwright-readings-"));
  const lines = [
    'import type * as theirs from "./paths.js";',
    'import type * as ours from "./types.js";',
    "type Agree<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;",
    "const agree: true[] = [];",
    ...pairs.map(({ ours, theirs }) => `agree.push(true satisfies Agree<${ours}, ${theirs}>);`),
  ];
  const readings = join(folder, "readings.ts");
  try {
    for (const [path, text] of [
      ...files,
      ["package.json", '{"type":"module"}'],
      ["readings.ts", lines.join("\n")],
    ] as const) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const errors = await typecheck([readings]);
    return errors.map((error) => {
      const [, line] = /readings\.ts:(\d+):/.exec(error) ?? [];
      const pair = pairs[Number(line) - 1 - (lines.length - pairs.length)];
      if (pair === undefined) throw new Error(error);
      return pair;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const different: Pair[] = [];
let all = 0;

describe("types of named schemas equal those of openapi-typescript, except for known rules", () => {
  test.each([...GOLDEN, ...REAL])("$name", { timeout: 120_000 }, async ({ spec }) => {
    const { value } = await printFiles({ ...DEFAULT_GENERATE, spec, lenient: true, targets: ["types", "paths"] });
    if (value === undefined) throw new Error("valid, or accepted by `lenient`");
    const { document, files } = value;
    const pairs = value
      .subjects()
      .filter(isResponseComponent)
      .map((subject) => pairOf(subject, document));
    const found = pairs.length === 0 ? [] : await differing(pairs, files);
    expect(found.filter(({ reasons }) => reasons.length === 0).map(({ name }) => name)).toEqual([]);
    all += pairs.length;
    different.push(...found);
  });

  test.skipIf(!isThere)("has few rules, and each is needed", () => {
    expect(different.filter(({ reasons }) => !reasons.includes(DEFAULTS)).length / all).toBeLessThan(0.05);
    const unused = RULES.filter(([reason]) => !different.some(({ reasons }) => reasons.includes(reason)));
    expect(unused.map(([reason]) => reason)).toEqual([]);
  });
});
