/** The names that `types.ts` uses and does not declare. They give way to schemas with the same name. */
import type { Api } from "../../2-model/api.ts";
import { code, type Code, identifier } from "../code.ts";
import { formsOf, identifierOf } from "../forms.ts";

export interface TypeScope {
  /** Names of the schemas, which the file declares. */
  readonly declared: ReadonlySet<string>;
  /** Returns a global type: `Date`, or `globalThis.Date` if a schema has the name. */
  global(name: string): Code;
  /** Returns the name of a type of the runtime in this file: `Status`, or `Status_` if a schema has the name. */
  runtime(name: string): Code;
}

export function typeScopeOf(api: Api): TypeScope {
  const declared = new Set(api.schemas.flatMap((schema) => formsOf(schema).map((form) => identifierOf(schema, form))));
  return {
    declared,
    global: (name) => (declared.has(name) ? code`globalThis.${identifier(name)}` : identifier(name)),
    runtime(name) {
      let local = name;
      while (declared.has(local)) local += "_";
      return identifier(local);
    },
  };
}
