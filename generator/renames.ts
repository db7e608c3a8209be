/** Tells users where generated code has another name than their description, and why. */
import type { Loaded } from "./1-document/load/load.ts";
import { diagnose } from "./1-document/load/reading/diagnose.ts";
import { nameChanged } from "./1-document/check/rules/name-changed.ts";
import { pointerIn20 } from "./1-document/rewrite/upgrade/from-2.0.ts";
import type { Rename } from "./2-model/api.ts";
import type { Diagnostic } from "./diagnostics.ts";
import type { SourceOptions } from "./options.ts";

/** One diagnostic per name that had to give way. Another spelling (`get-pets` as `getPets`) is no news. */
export function renameDiagnostics(
  renames: readonly Rename[],
  { locate, version }: Pick<Loaded, "locate" | "version">,
  { rules }: Pick<SourceOptions, "rules">,
): readonly Diagnostic[] {
  const { name: rule, remedy } = nameChanged;
  const severity = rules[rule] ?? nameChanged.severity;
  if (severity === "off") return [];
  return renames
    .filter(({ reason }) => reason !== "spelling")
    .map(({ pointer, from, to, reason }) => {
      const why = reason === "taken" ? "something else has that name" : "that name means something in every program";
      return diagnose(
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
