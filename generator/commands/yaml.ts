/** A document as YAML. A file of its own, so that the library is loaded when a document is written, and not before. */
import { stringify } from "yaml";

export function toYaml(document: unknown): string {
  // YAML 1.1 readers take more words for booleans and numbers: what they would misread is quoted
  return stringify(document, { version: "1.2", compat: "yaml-1.1", aliasDuplicateObjects: false, lineWidth: 120 });
}
