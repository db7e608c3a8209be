/** Creates warnings for slips of the syntax that leave no doubt about the meaning. */
import type { Diagnostic } from "../../../diagnostics.ts";
import type { SourceOptions } from "../../../options.ts";
import { loaderWarningSeverity } from "../loader-rules.ts";
import { lazyDiagnostic } from "./lazy-diagnostic.ts";
import type { SyntaxSlip } from "./repair-json.ts";
import type { SourceText } from "./source-text.ts";

const TEXTS: Readonly<Record<SyntaxSlip["kind"], { readonly message: string; readonly remedy: string }>> = {
  comment: {
    message: "JSON has no comments. This one is ignored",
    remedy: "Remove the comment, or save the file as YAML with `#` comments.",
  },
  "trailing comma": {
    message: "JSON allows no comma after the last property or item. This one is ignored",
    remedy: "Remove the comma.",
  },
  indentation: {
    message:
      "YAML requires this line to be indented more than the key or the `-` that its brackets or quotes belong to",
    remedy: "Indent the line. Some YAML parsers reject the file as it is.",
  },
};

/** Returns one warning for each kind of slip, at its first place. */
export function syntaxWarnings(
  text: SourceText,
  slips: readonly SyntaxSlip[],
  options: SourceOptions,
): readonly Diagnostic[] {
  const severity = loaderWarningSeverity("loose-syntax", options);
  if (severity === "off") return [];
  return [...new Set(slips.map(({ kind }) => kind))].map((kind) => {
    const [first, ...others] = slips.filter((slip) => slip.kind === kind);
    const { message, remedy } = TEXTS[kind];
    const count = others.length === 1 ? "1 other place" : `${others.length} other places`;
    const more = others.length === 0 ? "" : `. The file has ${count} like this`;
    return lazyDiagnostic({ rule: "loose-syntax", severity, message: `${message}${more}.`, remedy }, () =>
      text.markOffset(first?.offset ?? 0),
    );
  });
}
