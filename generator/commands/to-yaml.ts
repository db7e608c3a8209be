/** Writes YAML. A separate module, so that the `yaml` package is loaded only when YAML is written. */
import { stringify } from "yaml";

/** Returns a JSON document as YAML 1.2 that YAML 1.1 readers understand alike. */
export function toYaml(document: unknown): string {
  // `compat` quotes strings that YAML 1.1 readers would take for booleans or numbers
  return stringify(document, { version: "1.2", compat: "yaml-1.1", aliasDuplicateObjects: false, lineWidth: 120 });
}
