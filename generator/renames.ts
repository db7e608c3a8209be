/** Diagnostics for names of the description that generated code had to change. */
import type { LoadedDescription } from "./1-document/load/load.ts";
import { lazyDiagnostic } from "./1-document/load/reading/lazy-diagnostic.ts";
import { nameChanged } from "./1-document/check/rules/name-changed.ts";
import { pointerIn20 } from "./1-document/rewrite/upgrade/from-2.0.ts";
import type { Rename } from "./2-model/api.ts";
import type { Diagnostic } from "./diagnostics.ts";
import type { SourceOptions } from "./options.ts";

/** Returns one diagnostic per changed name. A change of case or separators (`get-pets` to `getPets`) is not reported. */
export function renameDiagnostics(
  renames: readonly Rename[],
  { locate, version }: Pick<LoadedDescription, "locate" | "version">,
  { rules }: Pick<SourceOptions, "rules">,
): readonly Diagnostic[] {
  const { name: rule, remedy } = nameChanged;
  const severity = rules[rule] ?? nameChanged.severity;
  if (severity === "off") return [];
  return renames
    .filter(({ reason }) => reason !== "spelling")
    .map(({ pointer, from, to, reason }) => {
      const why = reason === "taken" ? "the name is already used" : "the name has a meaning in generated code";
      return lazyDiagnostic(
        {
          rule,
          severity,
          message: `\`${from}\` is called \`${to}\` in generated code: ${why}.`,
          remedy,
        },
        () => locate(version === "2.0" ? pointerIn20(pointer) : pointer, "key"),
      );
    });
}
