/** Writes the output of a command to a file or to standard output. */
import { printDiagnostics } from "./terminal.ts";

/**
 * Writes `text` to `file`, or prints it if `file` is undefined. Never overwrites one of `inputs`. Returns false after
 * it has printed why the file could not be written.
 */
export async function writeOutput(text: string, file: string | undefined, inputs: readonly string[]): Promise<boolean> {
  if (file === undefined) {
    process.stdout.write(text);
    return true;
  }
  const { writeFile } = await import("../4-output/write.ts");
  const problems = writeFile(file, text, inputs);
  printDiagnostics(problems);
  return problems.length === 0;
}
