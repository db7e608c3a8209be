/** Creates diagnostics that compute their location on demand. Most runs never read it. */
import type { Diagnostic, Location, Severity } from "../../../diagnostics.ts";
import type { SourceMark } from "./source-text.ts";

export interface DiagnosticText {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly remedy: string;
}

/** Creates a diagnostic. `mark` is called at most once, when the location or the code frame is read. */
export function lazyDiagnostic(
  { rule, severity, message, remedy }: DiagnosticText,
  mark: () => SourceMark,
): Diagnostic {
  let marked: SourceMark | undefined;
  const marks = (): SourceMark => (marked ??= mark());
  return {
    rule,
    severity,
    message,
    remedy,
    get location(): Location {
      return marks().location;
    },
    get frame(): string {
      return marks().frame;
    },
  };
}
