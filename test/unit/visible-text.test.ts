import { expect, test } from "vitest";
import { commentLines, literal } from "../../generator/3-views/code.ts";
import { withoutControls } from "../../generator/diagnostics.ts";
import { markup } from "../../generator/6-test/report/markup.ts";
import { formatDiagnostics } from "../../generator/print-diagnostics.ts";
import { printJson, visibleText } from "../../generator/visible-text.ts";

/** C1 controls, separators of lines, bidirectional controls and a byte order mark. */
const HOSTILE = [
  "\u0080",
  "\u0085",
  "\u009b31m",
  "\u2028",
  "\u2029",
  "\u202a",
  "\u202e",
  "\u2066",
  "\u2069",
  "\u200f",
  "\u061c",
  "\ufeff",
];
const INVISIBLE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

test.each(HOSTILE)("escapes %j in all output", (text) => {
  const diagnostic = { rule: "r", severity: "error", message: text, remedy: text, location: undefined, frame: text };
  const outputs = [
    visibleText(text),
    withoutControls(text),
    String(markup`<p title="${text}">${text}</p>`),
    printJson({ [text]: text }),
    ...(["pretty", "json", "github", "junit", "sarif"] as const).map((format) =>
      formatDiagnostics([diagnostic as never], format, { color: false }),
    ),
    ...commentLines(text).map(String),
    String(literal(text)),
  ];
  for (const output of outputs) expect(output).not.toMatch(INVISIBLE);
});

test("prints JSON that has the same value", () => {
  const value = { "\u2028\u202e": ["\u0085\ufeff", "\n\t\u0000", "ä"] };
  expect(JSON.parse(printJson(value))).toEqual(value);
});

test("keeps line breaks, tabs and other letters", () => {
  expect(visibleText("a\n\tä\u200d😀")).toBe("a\n\tä\u200d😀");
  expect(withoutControls("a\n\u001b[31m")).toBe("a  [31m");
});
