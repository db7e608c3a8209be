/**
 * Every Encoding Object × shape of a form's field, URL-encoded and multipart, from a generated client to a generated
 * server. A value is decoded unchanged, or rejected before it is sent, or not sent. OpenAPI 3.2 §4.15.
 */
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadGenerated } from "../../../generator/5-program/load-generated.ts";
import { DEFAULT_SOURCE } from "../../../generator/options.ts";
import { withFiles } from "../../support/description-folder.ts";
import { comparable } from "./arrival.ts";
import { fieldArrivalOf } from "./field-arrival.ts";
import { type Field, FIELDS, fieldNameOf, mediaOf, QUERYSTRING } from "./fields.ts";
import { loopOver, type Trip } from "./loop.ts";
import { SHAPES, type ShapeRow } from "./shapes.ts";

interface Row {
  readonly field: Field;
  readonly shape: ShapeRow;
  readonly id: string;
}

const ROWS: readonly Row[] = FIELDS.flatMap((field, place) =>
  SHAPES.map((shape, index) => ({ field, shape, id: `f${place}s${index}` })),
);

const description = {
  openapi: "3.2.0",
  info: { title: "Forms", version: "1" },
  paths: Object.fromEntries(
    ROWS.map(({ field, shape, id }) => {
      const content = mediaOf(field, "color", shape.schema);
      const given =
        field.form === QUERYSTRING
          ? { parameters: [{ name: "all", in: "querystring", content }] }
          : { requestBody: { required: true, content } };
      return [`/${id}`, { post: { operationId: id, ...given, responses: { 204: { description: "none" } } } }];
    }),
  ),
};
const { value: running } = await withFiles({ "openapi.json": JSON.stringify(description) }, (folder) =>
  loadGenerated({ ...DEFAULT_SOURCE, spec: join(folder, "openapi.json") }),
);
if (running === undefined) throw new Error("every field is legal");
const { call } = loopOver(running.program);

async function trip({ id, field }: Row, value: unknown): Promise<Trip> {
  const place = field.form === QUERYSTRING ? "querystring" : "body";
  const found = await call(id, { [place]: { color: value } });
  if (!("arrives" in found)) return found;
  const { color, ...others } = (found.arrives[place] ?? {}) as Readonly<Record<string, unknown>>; // as every form is
  return { arrives: Object.keys(others).length === 0 ? color : { others }, sent: found.sent };
}

/** Number of runs. For more: `RUNS=1000`. */
const RUNS = Number(process.env["RUNS"] ?? 8);

describe("decodes or rejects every value of every field", () => {
  test.each(FIELDS.map((field) => [fieldNameOf(field), field] as const))("%s", async (_, field) => {
    for (const row of ROWS) {
      if (row.field !== field) continue;
      await fc.assert(
        fc.asyncProperty(row.shape.values, async (value) => {
          const want = fieldArrivalOf(field, row.shape, value);
          expect([row.shape.name, comparable(await trip(row, value), want)]).toEqual([row.shape.name, want]);
        }),
        { numRuns: RUNS },
      );
    }
  });
});
