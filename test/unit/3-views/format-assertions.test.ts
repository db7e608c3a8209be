/** The choice of formats that are checked holds for the validators and for the judge of the tests alike. */
import { expect, test } from "vitest";
import { rewriteDocument } from "../../../generator/1-document/rewrite/rewrite-document.ts";
import { buildApi } from "../../../generator/2-model/build.ts";
import { createJudge } from "../../../generator/5-oracle/judge/judge.ts";
import type { FormatOptions } from "../../../generator/options.ts";
import { validatorsOf } from "../../support/validators.ts";

const VALUES = {
  duration: ["P1D", "PT1.5S", "tomorrow"],
  time: ["10:15:30Z", "10:15", "noon"],
  uuid: ["2eb8aa08-aa98-11ea-b4aa-73b441d16380", "1"],
  "date-time": ["2024-02-29T12:00:00Z", "2024-02-29T12:00:00", "now"],
} as const;
type Format = keyof typeof VALUES;
const FORMATS = Object.keys(VALUES) as Format[];

const STRICT = {
  duration: ["P1D"],
  time: ["10:15:30Z"],
  uuid: VALUES.uuid.slice(0, 1),
  "date-time": VALUES["date-time"].slice(0, 1),
};

const CASES: readonly (readonly [
  name: string,
  formats: FormatOptions | undefined,
  want: Partial<Record<Format, readonly string[]>>,
])[] = [
  ["by default, all formats are checked", undefined, STRICT],
  ["true", { assert: true }, STRICT],
  ["false", { assert: false }, VALUES],
  ["a list", { assert: ["uuid"] }, { ...VALUES, uuid: STRICT.uuid }],
  ["an exception", { assert: { "date-time": false } }, { ...STRICT, "date-time": VALUES["date-time"] }],
  [
    "wide formats",
    { assert: { duration: "wide", time: "wide" } },
    { ...STRICT, duration: ["P1D", "PT1.5S"], time: ["10:15:30Z", "10:15"] },
  ],
];

test.each(CASES)("%s", (_name, formats, want) => {
  const schemas = Object.fromEntries(FORMATS.map((format) => [nameOf(format), { type: "string", format }]));
  const bundled = { openapi: "3.1.0", info: { title: "T", version: "1" }, components: { schemas } };
  const document = rewriteDocument(bundled, { formats });
  const validators = validatorsOf(buildApi(document));
  const judge = createJudge(document);
  for (const format of FORMATS) {
    const name = nameOf(format);
    const reference = { $ref: `#/components/schemas/${name}` };
    expect([format, VALUES[format].filter((value) => validators[name]?.is(value))]).toEqual([format, want[format]]);
    expect([format, VALUES[format].filter((value) => judge.accepts(reference, value, "response"))]).toEqual([
      format,
      want[format],
    ]);
  }
});

test("an issue names the format of the description, even if a wide form is checked", () => {
  const schemas = { Span: { type: "string", format: "duration" } };
  const bundled = { openapi: "3.1.0", info: { title: "T", version: "1" }, components: { schemas } };
  const { Span } = validatorsOf(buildApi(rewriteDocument(bundled, { formats: { assert: { duration: "wide" } } })));
  expect(Span?.validate("soon")).toMatchObject([{ keyword: "format", message: "must be of the format duration" }]);
});

function nameOf(format: Format): string {
  return `Of${format.replace("-", "")}`;
}
