/** The exported types of a generated module, as they stand in source with their comments, and the schemas in them. */
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import { subschemas } from "../../1-document/schemas/subschemas.ts";
import type { SchemaForm } from "../../1-document/rewrite/schema-forms.ts";
import type { Subject } from "../../generate.ts";

const DECLARATION = /^export (?:interface|type) ([\p{ID_Continue}$]+)/u;

/** By name. A declaration ends where the next one, or its comment, begins at the margin. */
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

/** The name of the declaration that a schema stands in, as it travels in a form; undefined where there is none. */
export type Owners = (schema: SchemaObject, form: SchemaForm) => string | undefined;

export function ownersOf(subjects: readonly Subject[]): Owners {
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
    return names?.get(form) ?? names?.values().next().value; // one for both, where they do not differ
  };
}
