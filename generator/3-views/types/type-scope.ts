/** The names that `types.ts` uses and does not declare. They give way to schemas with the same name. */
import type { Api } from "../../2-model/api.ts";
import { code, type Code, identifier } from "../code.ts";
import type { ValueConversions } from "../../options.ts";
import { codecOfFormat } from "../formats.ts";
import { formsOf, identifierOf } from "../forms.ts";

export interface TypeScope {
  /** Names of the schemas, which the file declares. */
  readonly declared: ReadonlySet<string>;
  /** Returns a global type: `Date`, or `globalThis.Date` if a schema has the name. */
  global(name: string): Code;
  /** Returns the name of a type of the runtime in this file: `Status`, or `Status_` if a schema has the name. */
  runtime(name: string): Code;
  /** Returns the type to which the codec of a format decodes, and remembers that the codec is used. */
  decoded(format: string): Code;
  /** Codecs that `decoded` was called for, by module and name. */
  readonly codecs: ReadonlyMap<string, string>;
}

export function typeScopeOf(api: Api, conversions: ValueConversions = {}): TypeScope {
  const codecs = new Map<string, string>();
  const declared = new Set(api.schemas.flatMap((schema) => formsOf(schema).map((form) => identifierOf(schema, form))));
  const global = (name: string): Code => (declared.has(name) ? code`globalThis.${identifier(name)}` : identifier(name));
  return {
    declared,
    global,
    runtime(name) {
      let local = name;
      while (declared.has(local)) local += "_";
      return identifier(local);
    },
    decoded(format) {
      const codec = codecOfFormat(format, conversions);
      if (codec?.module !== "formats") return global("Uint8Array");
      codecs.set(codec.name, codec.module);
      return code`${global("ReturnType")}<typeof ${identifier(codec.name)}.decode>`;
    },
    codecs,
  };
}
