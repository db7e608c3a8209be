/** Modules with codecs of the user: their paths as generated code imports them. */
import { relative, resolve } from "node:path";
import { BUILT_IN_CONVERSIONS, type PrintOptions, type ValueConversions } from "./options.ts";

/** Returns the conversions with modules relative to the output folder. Names of packages stay as they are. */
export function relativeCodecs(options: PrintOptions & { readonly output?: string }): {
  readonly conversions?: ValueConversions;
} {
  const { conversions, output = ".", importExtension } = options;
  if (conversions === undefined) return {};
  const ending = importExtension === "none" ? "" : `.${importExtension}`;
  const specifierOf = (module: string): string => {
    if (!/^\.{0,2}\//.test(module)) return module;
    const path = relative(resolve(output), resolve(module)).replaceAll("\\", "/");
    return (path.startsWith("../") ? path : `./${path}`).replace(/\.[jt]s$/, ending);
  };
  const entries = Object.entries(conversions).map(([format, type]) => {
    const [module = "", name = ""] = type.split("#");
    return [format, BUILT_IN_CONVERSIONS.has(type) ? type : `${specifierOf(module)}#${name}`];
  });
  return { conversions: Object.fromEntries(entries) };
}
