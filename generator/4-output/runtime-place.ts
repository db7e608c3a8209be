/** The place of the runtime: the files of `templates/` that are the same for every description. */
import { posix, relative, resolve, sep } from "node:path";

/** Copied into the output, imported from the package specwright, or in a folder that several outputs share. */
export type RuntimePlace =
  | { readonly kind: "copy" }
  | { readonly kind: "package" }
  /** `path` leads from the output to the folder, with slashes. */
  | { readonly kind: "folder"; readonly path: string };

export const COPIED: RuntimePlace = { kind: "copy" };

/** Returns the place that the option `runtime` names: `copy`, `package`, or the path of a folder. */
export function runtimePlaceOf(runtime: string, output: string): RuntimePlace {
  if (runtime === "copy" || runtime === "package") return { kind: runtime };
  return { kind: "folder", path: relative(resolve(output), resolve(runtime)).split(sep).join("/") };
}

/** Returns the place that a manifest records, from its text: `package`, the path of a folder, or nothing for copies. */
export function recordedPlace(recorded: string | undefined): RuntimePlace {
  if (recorded === undefined) return COPIED;
  return recorded === "package" ? { kind: "package" } : { kind: "folder", path: recorded };
}

/** Returns the text by which a manifest records a place, or undefined for copies. */
export function placeRecord(place: RuntimePlace): string | undefined {
  if (place.kind === "copy") return undefined;
  return place.kind === "package" ? "package" : place.path;
}

/** Returns the module of the package that holds a module of the runtime: `specwright/runtime/client/client`. */
export function packageModule(module: string): string {
  return `${RUNTIME_PACKAGE}/${module.replace(/^runtime\//, "")}`;
}

/** Returns the module of the runtime that an import from the package names, or undefined for other specifiers. */
export function runtimeModuleOf(specifier: string): string | undefined {
  if (!specifier.startsWith(`${RUNTIME_PACKAGE}/`)) return undefined;
  const path = specifier.slice(RUNTIME_PACKAGE.length + 1);
  return path.startsWith("server/") ? path : `runtime/${path}`;
}

/** Returns the path of a module of the runtime from the root of the output. */
export function placedModule({ path }: { readonly path: string }, module: string): string {
  return posix.join(path, module);
}

const RUNTIME_PACKAGE = "specwright/runtime";
