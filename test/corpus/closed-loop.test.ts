/**
 * Runs `specwright test` on real descriptions: generated client and server agree with them, without false findings.
 * Uses a selection by default, since each is generated again, or all with `SPECWRIGHT_CORPUS=all`.
 */
import { existsSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runTests } from "../../generator/6-test/run-tests.ts";
import { DEFAULT_TEST } from "../../generator/6-test/test-options.ts";
import { DEFAULT_SOURCE } from "../../generator/options.ts";

const corpus: string = new URL("../../../shared/corpus/dev/", import.meta.url).pathname;
const isThere = existsSync(corpus);
if (!isThere) console.warn("skipped: the corpus of real descriptions was not found (../shared/corpus)");

/** A selection with several versions, styles, forms and security schemes. */
const SPREAD =
  /petstore-expanded|customerFeedback|circular|callback-example|xero_files|bikewise|contentgroove|faker|rpc|nanoreg|subaccounts|readme__|twilio_(?:iam|oauth|messaging)|Notification|3\.1__OAI|bump-sh|3\.2__/;

/** Operations that no request can test, with the reason. */
const UNTESTABLE: Readonly<Record<string, string>> = {
  cookies_form_nonExploded: "the fragment of its path is never sent, so another operation receives its requests",
  "POST /potentially-undefined-formData": "both alternatives of `oneOf` are equal, so each value matches both of them",
};

const all = isThere ? readdirSync(corpus) : [];
const descriptions = all.filter((name) => SPREAD.test(name) || process.env["SPECWRIGHT_CORPUS"] === "all");

describe.skipIf(!isThere)("through the closed loop", () => {
  test.each(descriptions)("%s", { timeout: 120_000 }, async (name) => {
    const spec = `${corpus}${name}${name.endsWith("-split") ? "/cafe.yaml" : ""}`;
    const options = { ...DEFAULT_SOURCE, ...DEFAULT_TEST, spec, lenient: true, maxCases: 8 };
    const { value: report, diagnostics } = await runTests(options);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const findings = report?.operations
      .filter(({ id }) => UNTESTABLE[id] === undefined)
      .flatMap((operation) => operation.findings.map((one) => [operation.id, one.kind, one.about, one.message]));
    expect(findings?.filter(([, kind]) => kind !== "untested")).toEqual([]);
    // only an operation without a case is untested
    const untested = findings?.filter(([, kind]) => kind === "untested").map(([id]) => id);
    const withoutCases = report?.operations
      .filter(({ cases }) => cases.valid + cases.invalid === 0)
      .map(({ id }) => id);
    expect(withoutCases).toEqual(expect.arrayContaining(untested ?? []));
    // an operation without cases must have a note
    const silent = report?.operations.filter(({ cases, notes }) => cases.valid === 0 && notes.length === 0);
    expect(silent).toEqual([]);
  });
});
