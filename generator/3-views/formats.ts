/** The codecs of formats that the user has chosen → the view of `templates/formats.ts.hbs`. */
import { pascalCase, splitWords } from "../2-model/identifiers.ts";
import { BUILT_IN_CONVERSIONS, type ValueConversions } from "../options.ts";
import type { Code } from "./code.ts";
import { type Imports, Reexports } from "./import-lines.ts";

export interface FormatsView {
  readonly reexports: Reexports;
}

/** A codec of one format, in a module of the output or of the user. */
interface FormatCodecName {
  readonly module: string;
  readonly name: string;
}

const BYTES = { module: "runtime/conversion/base64", name: "base64" } as const;

/** Returns the export with the codec of a format, or undefined if the runtime converts the format itself. */
export function codecOfFormat(format: string, conversions: ValueConversions): FormatCodecName | undefined {
  const type = conversions[format];
  if (type === undefined) return undefined;
  if (BUILT_IN_CONVERSIONS.has(type)) return type === "Uint8Array" ? BYTES : undefined;
  return { module: "formats", name: `format${pascalCase(splitWords(format))}` };
}

/** Imports the codec of a format as a value. */
export function useCodec(format: string, conversions: ValueConversions, imports: Imports): Code {
  const codec = codecOfFormat(format, conversions);
  if (codec === undefined) throw new Error(`The format ${format} has no codec.`); // a bug of the caller
  return imports.use(codec.module, codec.name);
}

/** Returns the view, or undefined if the user has no codecs. */
export function formatsView(conversions: ValueConversions = {}): FormatsView | undefined {
  const reexports = new Reexports();
  const own = Object.entries(conversions).filter(([, type]) => !BUILT_IN_CONVERSIONS.has(type));
  for (const [format, type] of own) {
    const [module = "", name = ""] = type.split("#");
    reexports.add(`npm:${module}`, name, codecOfFormat(format, conversions)?.name ?? name);
  }
  return own.length === 0 ? undefined : { reexports };
}
