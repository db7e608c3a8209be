/** Makes diagnostics whose place is looked up when somebody asks for it: most runs ask for none. */
import type { Diagnostic, Location, Severity } from "../../../diagnostics.ts";
import type { SourceMark } from "./source-text.ts";

export interface DiagnosticText {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly remedy: string;
}

/** `mark` is called once, and only if the location or the frame is read. */
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
