/** Prints to the terminal. Colors are used only if the terminal supports them and NO_COLOR is not set. */
import type { Diagnostic } from "../diagnostics.ts";
import { formatDiagnostics } from "../print-diagnostics.ts";

/** Prints a line and returns exit code 0. */
export function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

/** Prints diagnostics to standard error. */
export function printDiagnostics(diagnostics: readonly Diagnostic[]): void {
  process.stderr.write(formatDiagnostics(diagnostics, "pretty", { color: hasColor(process.stderr) }));
}

/** Returns true if the stream is a terminal that shows colors. */
export function hasColor(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && stream.hasColors();
}

/** Formats a duration: `310 ms`, `1.2 s`. */
export function duration(milliseconds: number): string {
  return milliseconds < 1_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}

/** Formats a count with its noun: `1 file`, `3 files`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
