/** Compares the validators of real descriptions with `@hyperjump/json-schema`, an independent implementation. */
import { existsSync } from "node:fs";
import {
  registerSchema,
  setShouldValidateFormat,
  unregisterSchema,
  validate,
} from "@hyperjump/json-schema/draft-2020-12";
// oxlint-disable-next-line import/no-unassigned-import -- formats add themselves to the other
import "@hyperjump/json-schema/formats";
import { describe, expect, test } from "vitest";
import { mutationsOf } from "../../generator/6-test/types/value-mutations.ts";
import { createJudge } from "../../generator/5-oracle/judge/judge.ts";
import { readOperations } from "../../generator/5-oracle/description/read-operations.ts";
import { createSampler } from "../../generator/5-oracle/sampling/sampler.ts";
import { printFiles } from "../../generator/generate.ts";
import { isObject } from "../../generator/1-document/json.ts";
import type { Schema } from "../../generator/1-document/openapi.ts";
import { validatedSchema } from "../../generator/1-document/schemas/narrowing.ts";
import { DEFAULT_GENERATE } from "../../generator/options.ts";
import { programOfFiles } from "../support/program.ts";

const corpus: string = new URL("../../../shared/corpus/dev/", import.meta.url).pathname;
const isThere = existsSync(corpus);
if (!isThere) console.warn("skipped: the corpus of real descriptions was not found (../shared/corpus)");

/** Small descriptions without `readOnly`, `writeOnly` and the format `byte`, which the other validator does not support. */
const DESCRIPTIONS = [
  "2.0__OAI__petstore-expanded.yaml",
  "2.0__amzn__feeds_2021-06-30.json",
  "3.0__hey-api__rpc.yaml",
  "3.0__nexmo.com__nexmo.com-subaccounts.json",
  "3.0__readme__discriminators.json",
  "3.1__readme__schema-types.json",
];
/** Largest number of schemas of a description, and of variants of each sample. */
const [MAX_SCHEMAS, MAX_VARIANTS] = [12, 60];

setShouldValidateFormat(true);

describe.skipIf(!isThere)("both accept the same bodies", () => {
  test.each(DESCRIPTIONS)("%s", { timeout: 60_000 }, async (name) => {
    const options = { ...DEFAULT_GENERATE, spec: `${corpus}${name}`, lenient: true };
    const { value: printed } = await printFiles({ ...options, targets: ["client", "server"], adapters: ["node"] });
    if (printed === undefined) throw new Error(`${name} was not generated`);
    const { document, files } = printed;
    const { validation, operations } = await programOfFiles(files);
    const sampler = createSampler(document, createJudge(document));
    const bodies = readOperations(document).flatMap((operation) => {
      const id = [...operations].find(([, { method, path }]) => method === operation.method && path === operation.path);
      const own = validation[id?.[0] ?? ""];
      const request = (operation.body?.contents ?? []).map(({ schema, mediaType }) => ({
        schema,
        form: "request" as const,
        validator: own?.body?.[mediaType],
      }));
      const responses = operation.responses.flatMap(({ status, contents }) =>
        contents.map(({ schema, mediaType }) => ({
          schema,
          form: "response" as const,
          validator: own?.responses?.[status]?.contents?.[mediaType],
        })),
      );
      return [...request, ...responses];
    });
    const distinct = new Map(bodies.map((body) => [JSON.stringify(body.schema), body]));
    const verdicts = { accepted: 0, rejected: 0 };
    const differences: unknown[] = [];
    for (const { schema, form, validator } of [...distinct.values()].slice(0, MAX_SCHEMAS)) {
      if (validator === undefined) continue; // not JSON, or without assertions
      const uri = "https://description.example/body";
      const { components = {} } = document;
      const read = validatedParts({ allOf: [schema], components });
      const root = { $schema: "https://json-schema.org/draft/2020-12/schema", ...read };
      registerSchema(root as unknown as Parameters<typeof registerSchema>[0], uri); // JSON, as the document is
      const second = await validate(uri);
      const { values } = sampler.sample(schema, { form, place: "body", seed: 1, count: 2 });
      for (const value of values) {
        const near = [value];
        for (const { value: other } of mutationsOf(value)) {
          if (near.push(other) > MAX_VARIANTS) break;
        }
        for (const each of near) {
          const accepted = second(each as Parameters<typeof second>[0]).valid;
          verdicts[accepted ? "accepted" : "rejected"]++;
          if ((validator.validate(each).length === 0) !== accepted) differences.push({ schema, each, accepted });
        }
      }
      unregisterSchema(uri);
    }
    expect(differences).toEqual([]);
    expect(verdicts.accepted).toBeGreaterThan(0);
    expect(verdicts.rejected).toBeGreaterThan(0);
  });
});

/** Returns the schemas without what discriminators add to types: the other validator does not know that keyword. */
function validatedParts(schemas: object): object {
  return JSON.parse(JSON.stringify(schemas), validatedValue) as object; // the same structure
}

/** Returns the schema by which values are validated. Other JSON values do not have the keyword. */
function validatedValue(_key: string, value: unknown): unknown {
  return isObject(value) ? validatedSchema(value as Schema) : value; // see above
}
