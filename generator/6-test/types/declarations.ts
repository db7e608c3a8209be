/** Finds the exported types of a generated module, and the type that contains a schema. */
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import { subschemas } from "../../1-document/schemas/subschemas.ts";
import type { SchemaForm } from "../../1-document/rewrite/schema-forms.ts";
import type { Subject } from "../../generate.ts";

const DECLARATION = /^export (?:interface|type) ([\p{ID_Continue}$]+)/u;

/** Returns the source of each exported type with its comment, by name. A declaration ends where the next one begins. */
export function declarationsIn(source: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const block of source.split(/\n\n(?=\/\*\*|export )/)) {
    const name = block
      .split("\n")
      .map((line) => DECLARATION.exec(line)?.[1])
      .find((one) => one !== undefined);
    if (name !== undefined) found.set(name, block);
  }
  return found;
}

/** Returns the name of the declaration that contains a schema in a form, or undefined if there is none. */
export type DeclarationName = (schema: SchemaObject, form: SchemaForm) => string | undefined;

export function declarationNames(subjects: readonly Subject[]): DeclarationName {
  const owners = new Map<SchemaObject, Map<SchemaForm, string>>();
  for (const { schema, form, declaration } of subjects) {
    const waiting: Schema[] = [schema];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (typeof next === "boolean") continue;
      owners.set(next, (owners.get(next) ?? new Map<SchemaForm, string>()).set(form, declaration));
      waiting.push(...subschemas(next).map((below) => below.schema));
    }
  }
  return (schema, form) => {
    const names = owners.get(schema);
    return names?.get(form) ?? names?.values().next().value; // one declaration serves both forms if they are equal
  };
}
