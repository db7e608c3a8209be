/** Runs groups of the official JSON Schema test suite, if it is present next to the repository. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Json } from "../../generator/1-document/json.ts";

export const SUITE: URL = new URL("../../../shared/json-schema-test-suite/", import.meta.url);

/** A schema with values to validate. */
export interface Group<Schema> {
  readonly description: string;
  readonly schema: Schema;
  readonly tests: readonly { readonly description: string; readonly data: Json; readonly valid: boolean }[];
}

/** Number of tests that are expected to fail, and why. Their names, `file: group: test`, begin with `name`. */
export interface Expected {
  readonly name: string;
  readonly failures: number;
  readonly why: string;
}

export interface Result {
  readonly passed: number;
  /** Names as `file: group: test`. */
  readonly failed: readonly string[];
}

/** Returns true if the suite is present. Else prints a warning that its tests are skipped. */
export function isSuiteThere(): boolean {
  const isThere = existsSync(SUITE);
  if (!isThere) console.warn("The JSON Schema test suite is not next to the repository. Its tests are skipped.");
  return isThere;
}

export function read<T>(name: string, folder: URL): T {
  return JSON.parse(readFileSync(new URL(name, folder), "utf8")) as T; // the caller knows the format of the file
}

export function namesIn(folder: URL, recursive = false): readonly string[] {
  return readdirSync(folder, { recursive, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
}

/** Runs all tests of a file. `accepterOf` returns the function that decides whether a value is valid by a schema. */
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
