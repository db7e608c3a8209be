/** Diagnostics for names that differ: those of the description in generated code, and those of the client itself. */
import type { LoadedDescription } from "./1-document/load/load.ts";
import { lazyDiagnostic } from "./1-document/load/reading/lazy-diagnostic.ts";
import { nameChanged } from "./1-document/check/rules/name-changed.ts";
import { pointerIn20 } from "./1-document/rewrite/upgrade/from-2.0.ts";
import type { Rename } from "./2-model/api.ts";
import type { HiddenName } from "./3-views/entry.ts";
import type { Diagnostic } from "./diagnostics.ts";
import type { SourceOptions } from "./options.ts";

type Loaded = Pick<LoadedDescription, "locate" | "version">;
type Rules = Pick<SourceOptions, "rules">;

/** Returns one diagnostic per changed name. A change of case or separators (`get-pets` to `getPets`) is not reported. */
export function renameDiagnostics(renames: readonly Rename[], loaded: Loaded, rules: Rules): readonly Diagnostic[] {
  return renames
    .filter(({ reason }) => reason !== "spelling")
    .flatMap(({ pointer, from, to }) =>
      nameDiagnostic(`\`${from}\` is called \`${to}\` in generated code: the name is already used.`, pointer, {
        loaded,
        rules,
        remedy: nameChanged.remedy,
      }),
    );
}

/** Returns one diagnostic per export of the client that has another name because of the description. */
export function hiddenNameDiagnostics(
  hidden: readonly HiddenName[],
  loaded: Loaded,
  rules: Rules,
): readonly Diagnostic[] {
  return hidden.flatMap(({ name, exportedName, pointer }) =>
    nameDiagnostic(`\`${name}\` of the description keeps its name in \`index.ts\`.`, pointer, {
      loaded,
      rules,
      remedy: `Import the \`${name}\` of the client as \`${exportedName}\`.`,
    }),
  );
}

function nameDiagnostic(
  message: string,
  pointer: string,
  { loaded, rules, remedy }: { readonly loaded: Loaded; readonly rules: Rules; readonly remedy: string },
): readonly Diagnostic[] {
  const { locate, version } = loaded;
  const { name: rule } = nameChanged;
  const severity = rules.rules[rule] ?? nameChanged.severity;
  if (severity === "off") return [];
  return [
    lazyDiagnostic({ rule, severity, message, remedy }, () =>
      locate(version === "2.0" ? pointerIn20(pointer) : pointer, "key"),
    ),
  ];
}
