/** Where a report goes. */
import { complain } from "./print.ts";

/** Prints the text, or writes it into a file; false where that failed, which has been told then. */
export async function deliver(text: string, file: string | undefined): Promise<boolean> {
  if (file === undefined) {
    process.stdout.write(text);
    return true;
  }
  const { writeFile } = await import("../4-output/write.ts");
  const hindrances = writeFile(file, text);
  complain(hindrances);
  return hindrances.length === 0;
}
