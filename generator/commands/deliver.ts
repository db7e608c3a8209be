/** Where a report goes. */
import { complain } from "./print.ts";

/** Prints the text, or writes it into a file that is none of `inputs`; false where that failed, which has been told then. */
export async function deliver(text: string, file: string | undefined, inputs: readonly string[]): Promise<boolean> {
  if (file === undefined) {
    process.stdout.write(text);
    return true;
  }
  const { writeFile } = await import("../4-output/write.ts");
  const hindrances = writeFile(file, text, inputs);
  complain(hindrances);
  return hindrances.length === 0;
}
