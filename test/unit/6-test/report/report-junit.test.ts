/** The JUnit report is well-formed XML, with a test case for each finding. */
import { describe, expect, test } from "vitest";
import { junitReport } from "../../../../generator/6-test/report/report-junit.ts";
import { REPORT } from "./sample.ts";

const xml = junitReport(REPORT);

describe("the JUnit report", () => {
  test("is well-formed for all strings", () => {
    const open: string[] = [];
    const closed: (readonly [string | undefined, string])[] = [];
    const rest = xml
      .replace(/^<\?xml [^<>]*\?>/, "")
      .replaceAll(/<(\/?)(\w+)((?:\s+\w+="[^"<>]*")*)(\/?)>/g, (_, end, name: string, __, empty) => {
        if (end) closed.push([open.pop(), name]);
        else if (!empty) open.push(name);
        return "";
      });
    expect(open).toEqual([]);
    expect(closed.filter(([opened, name]) => opened !== name)).toEqual([]);
    expect(rest).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot|#39);)|\u202e|[^\P{Cc}\n\t]/u);
  });

  test("counts tests and failures", () => {
    expect(xml).toMatch(/<testsuites name="Pets [^>]* tests="3" failures="1" time="1.234">/);
    expect(xml.match(/<testcase/g)).toHaveLength(3);
    expect(xml).toContain('<failure type="invalid-body" message="The body at /id must be string.');
    expect(xml).toContain(
      '<testcase classname="GET /untested" name="not tested"><skipped message="No credential was given."/>',
    );
  });
});
