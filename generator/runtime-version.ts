/** Compares the version of a runtime outside of the output with this version of specwright, which writes the output. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { displayPath } from "./1-document/load/reading/display-path.ts";
import { MANIFEST, type Manifest, readManifest } from "./4-output/manifest.ts";
import type { Diagnostic, Location } from "./diagnostics.ts";
import { nearestFile, packagesIn, readPackage } from "./project-defaults.ts";
import { VERSION } from "./version.ts";

/**
 * Returns the problems of a runtime in the package: not installed, of another version than the output, or only installed
 * for development. They are errors with `check`, else warnings: the project can be corrected after the run.
 */
export function packageDiagnostics(output: string, check: boolean): readonly Diagnostic[] {
  const manifest = installedManifest(output);
  if (manifest === undefined) return [missingDiagnostic(output, check)];
  const installed = readPackage(manifest)["version"];
  const found = versionDiagnostics(output, check, {
    version: typeof installed === "string" ? installed : "unknown",
    name: "the installed runtime",
    remedy: `Run npm install specwright@${VERSION}, then generate again.`,
    location: locate(manifest, "version"),
  });
  return [...found, ...developmentDiagnostics(output)];
}

/** Returns the problems of a shared runtime in a folder with a manifest. Without `check`, this run replaces it. */
export function folderDiagnostics(
  output: string,
  { folder, manifest, check }: { readonly folder: string; readonly manifest: Manifest; readonly check: boolean },
): readonly Diagnostic[] {
  const { version } = manifest;
  if (version === undefined) return [];
  const location = locate(resolve(folder, MANIFEST), "specwright");
  const remedy = `Run specwright generate with version ${VERSION} for each output that imports ${folder}.`;
  if (check) return versionDiagnostics(output, check, { version, name: `the runtime in ${folder}`, remedy, location });
  if (version === VERSION) return [];
  const message = `The runtime in ${folder} was of specwright ${version}, and is of version ${VERSION} now.`;
  return [{ rule: "runtime-version", severity: "warning", message, remedy, location }];
}

/** A runtime outside of the output. */
interface FoundRuntime {
  readonly version: string;
  /** The noun for messages. */
  readonly name: string;
  readonly remedy: string;
  readonly location: Location;
}

/** Compares a runtime with the output that stands, which `check` leaves as it is, and with what this version writes. */
function versionDiagnostics(output: string, check: boolean, runtime: FoundRuntime): readonly Diagnostic[] {
  const written = (check ? readManifest(output).version : undefined) ?? VERSION;
  const { version, name, remedy, location } = runtime;
  if (written === version && version === VERSION) return [];
  const versions =
    written === version
      ? `${output} and ${name} are of specwright ${version}, and this is version ${VERSION}.`
      : `${output} is of specwright ${written}, and ${name} that it imports is of version ${version}.`;
  return [{ rule: "runtime-version", severity: check ? "error" : "warning", message: versions, remedy, location }];
}

function missingDiagnostic(output: string, check: boolean): Diagnostic {
  return {
    rule: "runtime-missing",
    severity: check ? "error" : "warning",
    message: `The code in ${output} imports specwright/runtime, but specwright is not installed there.`,
    remedy: `Run npm install specwright@${VERSION}.`,
  };
}

/** Returns a finding if a project has specwright in `devDependencies` only: a pruned installation has no runtime. */
function developmentDiagnostics(output: string): readonly Diagnostic[] {
  const file = nearestFile(output, ["package.json"]);
  if (file === undefined) return [];
  const content = readPackage(file);
  const isIn = (...lists: readonly string[]): boolean => packagesIn(content, lists).includes("specwright");
  if (!isIn("devDependencies") || isIn("dependencies", "peerDependencies", "optionalDependencies")) return [];
  return [
    {
      rule: "runtime-missing",
      severity: "warning",
      message: `The code in ${output} imports specwright/runtime, but specwright is a development dependency.`,
      remedy: "Move it to `dependencies`, unless a bundler includes it in what you deploy.",
      location: locate(file, "specwright"),
    },
  ];
}

/** Returns the package.json of the specwright that code in the output imports, or undefined if there is none. */
function installedManifest(output: string): string | undefined {
  try {
    return createRequire(join(resolve(output), "index.js")).resolve("specwright/package.json");
  } catch {
    return undefined;
  }
}

/** Returns the location of the first member with a name in a JSON file, or of its start. */
function locate(file: string, name: string): Location {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const index = Math.max(0, text.indexOf(`"${name}"`));
  const before = text.slice(0, index).split("\n");
  const [line, column] = [before.length, (before.at(-1)?.length ?? 0) + 1];
  return {
    file: displayPath(file),
    line,
    column,
    endLine: line,
    endColumn: column + name.length + 2,
    pointer: `#/${name}`,
  };
}
