/** Reads the severities of rules from the `redocly.yaml` of a project, for teams that also use Redocly CLI. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_LIMITS, type SourceOptions } from "./options.ts";

type RedoclyRules = SourceOptions["redoclyRules"];

const FILES = ["redocly.yaml", "redocly.yml", ".redocly.yaml", ".redocly.yml"];
const SEVERITIES = { error: "error", warn: "warning", off: "off" } as const;

/**
 * Returns the entries of `rules` in the Redocly configuration in `folder`: `id: warn`, or `id: { severity: warn }`.
 * Everything else in the file is ignored, and so is a file that cannot be parsed: Redocly CLI reports it.
 */
export async function readRedoclyRules(folder: string): Promise<RedoclyRules> {
  const file = FILES.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (file === undefined) return {};
  const { parseJsonOrYaml } = await import("./1-document/load/reading/parse.ts");
  const parsed = parseJsonOrYaml(readFileSync(file, "utf8"), DEFAULT_LIMITS);
  const rules = "value" in parsed ? propertyOf(parsed.value, "rules") : undefined;
  return Object.fromEntries(
    Object.entries(typeof rules === "object" ? (rules ?? {}) : {}).flatMap(([name, written]: [string, unknown]) => {
      const severity = severityOf(propertyOf(written, "severity") ?? written);
      return severity === undefined ? [] : [[name, severity]];
    }),
  );
}

function severityOf(word: unknown): RedoclyRules[string] | undefined {
  return word === "error" || word === "warn" || word === "off" ? SEVERITIES[word] : undefined;
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
