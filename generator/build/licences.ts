/** Collects the licences of bundled packages, which require that their text is distributed with the code. */
import { readdirSync, readFileSync } from "node:fs";
import type { Metafile } from "esbuild";

/** Returns the licences of all bundled packages, sorted by package. Throws if a package has none. */
export function licencesOf(outputs: Metafile["outputs"], root: URL): string {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  const folders = inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(path)?.[0] ?? []);
  const texts = [...new Set(folders)].toSorted().map((folder) => licenceOf(new URL(folder, root)));
  return `The programs in this folder contain the following packages.\n\n${texts.join("\n")}`;
}

function licenceOf(folder: URL): string {
  const read = (file: string): string => readFileSync(new URL(file, folder), "utf8");
  const { name, version, license } = JSON.parse(read("package.json")) as Readonly<Record<string, string>>; // npm's own fields
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|thirdpartynotice)/i.test(file));
  if (files.length === 0 && license === undefined) throw new Error(`${name} has no licence`);
  return [`${name} ${version} (${license})`, "", ...files.map(read), "-".repeat(80)].join("\n");
}
