/** The official test suite of JSON Schema, where it is beside the repository: its groups, and what becomes of them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Json } from "../../generator/1-document/json.ts";

export const SUITE: URL = new URL("../../../shared/json-schema-test-suite/", import.meta.url);

/** Several values against one schema. */
export interface Group<Schema> {
  readonly description: string;
  readonly schema: Schema;
  readonly tests: readonly { readonly description: string; readonly data: Json; readonly valid: boolean }[];
}

/** Tests that are expected to fail: how many whose name, `file: group: test`, begins so; and why. */
export interface Expected {
  readonly name: string;
  readonly failures: number;
  readonly why: string;
}

export interface Result {
  readonly passed: number;
  /** `file: group: test` */
  readonly failed: readonly string[];
}

/** Whether the suite is there; where it is not, that its tests are skipped is told. */
export function isSuiteThere(): boolean {
  const isThere = existsSync(SUITE);
  if (!isThere) console.warn("The JSON Schema test suite is not beside the repository: its tests are skipped.");
  return isThere;
}

export function read<T>(name: string, folder: URL): T {
  return JSON.parse(readFileSync(new URL(name, folder), "utf8")) as T; // the suite's own format
}

export function namesIn(folder: URL, recursive = false): readonly string[] {
  return readdirSync(folder, { recursive, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
}

/** `accepterOf` makes of a schema what tells legal values. */
export function resultOf<Schema>(
  file: string,
  groups: readonly Group<Schema>[],
  accepterOf: (schema: Schema) => (value: Json) => boolean,
): Result {
  let passed = 0;
  const failed: string[] = [];
  for (const { description, schema, tests } of groups) {
    const accepts = accepterOf(schema);
    for (const { description: what, data, valid } of tests) {
      if (accepts(data) === valid) passed++;
      else failed.push(`${file}: ${description}: ${what}`);
    }
  }
  return { passed, failed };
}
