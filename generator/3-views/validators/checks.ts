/** The functions to compile: of every export that has one of its own, and of what else a reference leads to. */
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import type { SchemaForm, SchemaForms } from "../../1-document/rewrite/schema-forms.ts";
import { identifierOf } from "../forms.ts";
import type { Export, Exports } from "./exports.ts";
import { prepare, type Prepared } from "./prepare.ts";
import type { Resources } from "./resources.ts";

/** A schema to compile into the function of this name. */
export interface ValidatorCheck {
  readonly name: string;
  /** Of whom complaints speak: what stands before `#` in their `schemaPath`. */
  readonly label: string;
  readonly prepared: Prepared;
}

export interface ValidatorContext {
  readonly variants: SchemaForms;
  readonly resources: Resources;
}

type WantedValidator = Pick<Export, "source" | "form" | "files"> & Pick<ValidatorCheck, "name" | "label">;

/** Checks call each other by name; those of exports come first, in their order. */
export function checksOf(
  exports: Pick<Exports, "all" | "schemaAt">,
  surroundings: ValidatorContext,
): readonly ValidatorCheck[] {
  const checks = prepareAll(exports, surroundings, false);
  // Only where a `$dynamicRef` can lead to several schemas do functions tell each other what they have passed.
  return checks.some(({ prepared }) => prepared.keywords.has("dynamicCheck"))
    ? prepareAll(exports, surroundings, true)
    : checks;
}

function prepareAll(
  { all, schemaAt }: Pick<Exports, "all" | "schemaAt">,
  { variants, resources }: ValidatorContext,
  tracksAnchors: boolean,
): readonly ValidatorCheck[] {
  const wanted: WantedValidator[] = all
    .filter(({ sameAs }) => sameAs === undefined)
    .map(({ identifier: label, source, form, files }) => ({
      label,
      name: `check${label}`,
      source,
      form,
      files,
    }));
  const names = new Map(wanted.map(({ label, name }) => [label, name]));
  const unnamed: Readonly<Record<SchemaForm, Map<Schema, string>>> = {
    request: new Map(),
    response: new Map(),
    message: new Map(),
  };
  for (const { source, form, files, name } of wanted) {
    if (source.kind === "schema" && files.size === 0) unnamed[form].set(source.schema, name);
  }

  /** The function of a schema without a name; a new one where there is none yet. */
  function functionFor(schema: Schema, form: SchemaForm): string {
    const known = unnamed[form].get(schema);
    if (known !== undefined) return known;
    const name = `check${wanted.length}`;
    unnamed[form].set(schema, name);
    wanted.push({ label: `schema${wanted.length}`, name, source: { kind: "schema", schema }, form, files: new Map() });
    return name;
  }

  function resolve(
    reference: string,
    holder: SchemaObject,
    form: SchemaForm,
  ): { schema: Schema; name: string } | undefined {
    const named = reference.startsWith("#/") ? schemaAt(reference) : undefined;
    const name = named && names.get(identifierOf(named, form));
    if (named !== undefined && name !== undefined) return { schema: named.schema, name };
    const schema = resources.resolve(reference, holder);
    return schema === undefined ? undefined : { schema, name: functionFor(schema, form) };
  }

  function anchorsOf(schema: Schema, form: SchemaForm): ReadonlyMap<string, string> {
    if (!tracksAnchors) return new Map();
    const anchors = [...resources.dynamicAnchors(schema)];
    return new Map(anchors.map(([anchor, bearer]) => [anchor, functionFor(bearer, form)]));
  }

  const checks: ValidatorCheck[] = [];
  // references ask for more functions, which are appended and visited in their turn
  for (const { label, name, source, form, files } of wanted) {
    const prepared = prepare(source, {
      form,
      files,
      variants,
      resolve: (reference, holder) => resolve(reference, holder, form),
      anchorsOf: (schema) => anchorsOf(schema, form),
      functionFor: (schema) => functionFor(schema, form),
    });
    checks.push({ label, name, prepared });
  }
  return checks;
}
