/** Tells users where generated code has another name than their description, and why. */
import { diagnose } from "./1-document/diagnose.ts";
import type { Loaded } from "./1-document/load.ts";
import { pointerIn20 } from "./1-document/upgrade-2.0.ts";
import type { Rename } from "./2-model/api.ts";
import type { Diagnostic } from "./diagnostics.ts";

/** One diagnostic per name that had to give way. Another spelling (`get-pets` as `getPets`) is no news. */
export function renameDiagnostics(
  renames: readonly Rename[],
  { locate, version }: Pick<Loaded, "locate" | "version">,
): readonly Diagnostic[] {
  return renames
    .filter(({ reason }) => reason !== "spelling")
    .map(({ pointer, from, to, reason }) => {
      const why = reason === "taken" ? "something else has that name" : "that name means something in every program";
      return diagnose(
        {
          rule: "name-changed",
          severity: "info",
          message: `\`${from}\` is called \`${to}\` in generated code: ${why}.`,
          remedy: "Use that name, or give it another one in the description.",
        },
        () => locate(version === "2.0" ? pointerIn20(pointer) : pointer, "key"),
      );
    });
}
