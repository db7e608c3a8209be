/** What a person sees: colour only where a terminal shows it and NO_COLOR does not forbid it. */
import type { Diagnostic } from "../diagnostics.ts";
import { formatDiagnostics } from "../print-diagnostics.ts";

/** Writes the text and gives exit code 0. */
export function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

/** Tells on the standard error stream what was found. */
export function complain(diagnostics: readonly Diagnostic[]): void {
  process.stderr.write(formatDiagnostics(diagnostics, "pretty", { color: hasColor(process.stderr) }));
}

export function hasColor(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && stream.hasColors();
}

/** `310 ms`, `1.2 s` */
export function duration(milliseconds: number): string {
  return milliseconds < 1_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}

/** `1 file`, `3 files` */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
