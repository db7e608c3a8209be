/** Pass 2: collects the checks to compile, one for each export that is no alias and one for each referenced schema. */
import type { Schema, SchemaObject } from "../../1-document/openapi.ts";
import type { FindFormatAssertion } from "../../1-document/schemas/format-assertions.ts";
import type { SchemaForm, SchemaForms } from "../../1-document/rewrite/schema-forms.ts";
import { identifierOf } from "../forms.ts";
import type { ValidatorExport, ValidatorExports } from "./list-exports.ts";
import { resolveSchema, type ResolvedSchema } from "./resolve-schema.ts";
import type { SchemaResources } from "./schema-resources.ts";

/** A schema to compile into one function. */
export interface ValidatorCheck {
  readonly name: string;
  /** Name of the schema in issues: the part of `schemaPath` before `#`. */
  readonly label: string;
  readonly resolved: ResolvedSchema;
}

export interface DocumentContext {
  readonly variants: SchemaForms;
  readonly resources: SchemaResources;
  /** Default: all known formats are checked. */
  readonly formats?: FindFormatAssertion;
}

type PendingCheck = Pick<ValidatorExport, "source" | "form" | "files"> & Pick<ValidatorCheck, "name" | "label">;

/** Returns the checks. Those of exports come first, in the order of the exports. Checks refer to each other by name. */
export function collectChecks(
  exports: Pick<ValidatorExports, "all" | "schemaAt">,
  surroundings: DocumentContext,
): readonly ValidatorCheck[] {
  const checks = resolveAll(exports, surroundings, false);
  // Functions track `$dynamicAnchor`s only if there is a `$dynamicRef` whose target depends on the caller.
  return checks.some(({ resolved }) => resolved.keywords.has("dynamicCheck"))
    ? resolveAll(exports, surroundings, true)
    : checks;
}

function resolveAll(
  { all, schemaAt }: Pick<ValidatorExports, "all" | "schemaAt">,
  { variants, resources, formats = () => true }: DocumentContext,
  tracksAnchors: boolean,
): readonly ValidatorCheck[] {
  const pending: PendingCheck[] = all
    .filter(({ sameAs }) => sameAs === undefined)
    .map(({ identifier: label, source, form, files }) => ({
      label,
      name: `check${label}`,
      source,
      form,
      files,
    }));
  const names = new Map(pending.map(({ label, name }) => [label, name]));
  const namesBySchema: Readonly<Record<SchemaForm, Map<Schema, string>>> = {
    request: new Map(),
    response: new Map(),
    message: new Map(),
  };
  for (const { source, form, files, name } of pending) {
    if (source.kind === "schema" && files.size === 0) namesBySchema[form].set(source.schema, name);
  }

  /** Returns the name of the check of an unnamed schema. Adds a check if there is none yet. */
  function checkNameFor(schema: Schema, form: SchemaForm): string {
    const known = namesBySchema[form].get(schema);
    if (known !== undefined) return known;
    const name = `check${pending.length}`;
    namesBySchema[form].set(schema, name);
    pending.push({
      label: `schema${pending.length}`,
      name,
      source: { kind: "schema", schema },
      form,
      files: new Map(),
    });
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
    return schema === undefined ? undefined : { schema, name: checkNameFor(schema, form) };
  }

  function anchorsOf(schema: Schema, form: SchemaForm): ReadonlyMap<string, string> {
    if (!tracksAnchors) return new Map();
    const anchors = [...resources.dynamicAnchors(schema)];
    return new Map(anchors.map(([anchor, bearer]) => [anchor, checkNameFor(bearer, form)]));
  }

  const checks: ValidatorCheck[] = [];
  // resolving a schema adds the checks that its references call; the loop visits them as well
  for (const { label, name, source, form, files } of pending) {
    const resolved = resolveSchema(source, {
      form,
      files,
      variants,
      formats,
      resolve: (reference, holder) => resolve(reference, holder, form),
      anchorsOf: (schema) => anchorsOf(schema, form),
      checkNameFor: (schema) => checkNameFor(schema, form),
    });
    checks.push({ label, name, resolved });
  }
  return checks;
}
