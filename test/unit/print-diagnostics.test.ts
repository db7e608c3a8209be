import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../generator/diagnostics.ts";
import { type DiagnosticFormat, formatDiagnostics } from "../../generator/print-diagnostics.ts";

const location = { file: "a b.yaml", line: 2, column: 3, endLine: 2, endColumn: 6, pointer: "#/a" };
const error: Diagnostic = {
  rule: "r-1",
  severity: "error",
  message: "50% <wrong>,\u001b[31m red.",
  remedy: "Do: it.",
  location,
  frame: "> 2 |   abc\n    |   ^^^",
};
const warning: Diagnostic = { rule: "r-2", severity: "warning", message: "Hm.", remedy: "Perhaps." };

const print = (diagnostics: readonly Diagnostic[], format: DiagnosticFormat, color = false): string =>
  formatDiagnostics(diagnostics, format, { color });

describe("pretty", () => {
  it("shows the place, the lines and the remedy, errors first", () => {
    expect(print([warning, error], "pretty")).toBe(
      [
        "a b.yaml:2:3 error r-1",
        "  50% <wrong>, [31m red.",
        "  > 2 |   abc",
        "      |   ^^^",
        "  → Do: it.",
        "",
        "warning r-2",
        "  Hm.",
        "  → Perhaps.",
        "",
        "1 error, 1 warning · Run specwright explain r-1 for details",
        "",
      ].join("\n"),
    );
  });

  it("has colours when asked, and nothing to say about nothing", () => {
    expect(print([warning], "pretty", true)).toContain("\u001b[33mwarning\u001b[0m");
    expect(print([], "pretty")).toBe("");
  });

  it("shows the first of each rule and a few more, and counts the rest", () => {
    const many = Array.from({ length: 3931 }, () => ({ ...error }));
    const lines = print([...many, { ...warning, severity: "warning" }], "pretty").split("\n");
    expect(lines.length).toBeLessThan(40);
    expect(lines).toContain("3,928 more × r-1: 50% <wrong>, [31m red.");
    expect(lines).toContain("warning r-2");
    expect(lines.at(-2)).toBe("3,931 errors, 1 warning · Run specwright explain r-1 for details");
  });

  it("shows each rule at least once, with its lines", () => {
    const text = print(
      Array.from({ length: 40 }, (_, index) => ({ ...error, rule: `r-${index}` })),
      "pretty",
    );
    for (let index = 0; index < 40; index += 1) expect(text).toContain(`error r-${index}\n`);
    expect(text.match(/> 2 \|/g)).toHaveLength(40);
  });

  it("counts infos in one line", () => {
    const infos = ["i-1", "i-1", "i-2"].map((rule): Diagnostic => ({ ...warning, severity: "info", rule }));
    expect(print(infos, "pretty")).toBe(
      "3 infos: 2 × i-1, 1 × i-2\n`specwright validate --all` shows all of them.\n\n3 infos · Run specwright explain i-1 for details\n",
    );
  });

  it("shows as many as asked, and counts the others by rule with an example", () => {
    const others = [warning, { ...warning, message: "Oh." }, { ...warning, message: "Ah." }];
    const text = formatDiagnostics([...others, error], "pretty", { color: false, maxProblems: 2 });
    expect(text).toContain("error r-1");
    expect(text).toContain("2 more × r-2: such as Oh.");
    const all = formatDiagnostics([...others, error], "pretty", { color: false, maxProblems: "all" });
    expect(all).toContain("Ah.");
    expect(all).not.toContain("×");
  });
});

it("json", () => {
  expect(JSON.parse(print([error, warning], "json"))).toEqual({
    errors: 1,
    warnings: 1,
    infos: 0,
    diagnostics: [error, warning],
  });
});

it("github escapes what would end a command or a property", () => {
  expect(print([error, { ...warning, location: { ...location, file: "a:b,c", endLine: 4 } }], "github")).toBe(
    "::error title=r-1,file=a b.yaml,line=2,endLine=2,col=3,endColumn=5::50%25 <wrong>,\u001b[31m red. Do: it.\n" +
      "::warning title=r-2,file=a%3Ab%2Cc,line=2,endLine=4::Hm. Perhaps.\n",
  );
});

it("junit is well-formed whatever the texts hold", () => {
  const text = print([error, warning], "junit");
  expect(text).toContain('<testsuite name="specwright" tests="2" failures="1" errors="0" skipped="0">');
  expect(text).toContain(
    '<failure type="r-1" message="50% &lt;wrong&gt;,\ufffd[31m red.">a b.yaml:2:3&#10;Do: it.&#10;',
  );
  expect(text).toContain("<system-out>warning: Hm.&#10;Perhaps.</system-out>");
  expect(print([], "junit")).toContain('tests="1" failures="0"');
});

it("sarif", () => {
  const log = JSON.parse(print([error, warning], "sarif"));
  expect([log.version, log.runs[0].tool.driver.rules.map(({ id }: { id: string }) => id)]).toEqual([
    "2.1.0",
    ["r-1", "r-2"],
  ]);
  expect(log.runs[0].results[0]).toEqual({
    ruleId: "r-1",
    ruleIndex: 0,
    level: "error",
    message: { text: `${error.message} ${error.remedy}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: "a%20b.yaml" },
          region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 6 },
        },
        logicalLocations: [{ fullyQualifiedName: "#/a" }],
      },
    ],
  });
  expect(log.runs[0].results[1].locations).toBeUndefined();
});
