/** Makes diagnostics whose place is looked up when somebody asks for it: most runs ask for none. */
import type { Diagnostic, Location, Severity } from "../../../diagnostics.ts";
import type { Mark } from "./text.ts";

export interface Complaint {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly remedy: string;
}

/** `mark` is called once, and only if the location or the frame is read. */
export function diagnose({ rule, severity, message, remedy }: Complaint, mark: () => Mark): Diagnostic {
  let marked: Mark | undefined;
  const marks = (): Mark => (marked ??= mark());
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
