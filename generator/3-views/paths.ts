/**
 * The view of `templates/paths.ts.hbs`: the types that openapi-typescript generates for the same document. The client
 * of openapi-fetch uses them, and tests compare them with the types of specwright. Only this file imports the library.
 */
import type * as openapiTypescript from "openapi-typescript";
import type { Api } from "../2-model/api.ts";
import { type Code, printed } from "./code.ts";
import { withoutDirectCycles } from "./paths/cycles.ts";
import { pathsInput } from "./paths/input.ts";
import { unescapeOutput, escapedObject } from "./paths/name-escapes.ts";

export interface PathsView {
  /** `paths`, `webhooks`, `components` and `operations`. */
  readonly declarations: Code;
}

type Library = typeof openapiTypescript;
type TransformContext = Parameters<Library["transformSchema"]>[1];

/**
 * The defaults of openapi-typescript, but empty object schemas allow any property. `enum` stays off, because it prints
 * extensions of the description as declarations.
 */
const OPTIONS = {
  additionalProperties: false,
  alphabetize: false,
  arrayLength: false,
  conditionalEnums: false,
  dedupeEnums: false,
  defaultNonNullable: true,
  emptyObjectsUnknown: true,
  enum: false,
  enumValues: false,
  excludeDeprecated: false,
  exportType: false,
  generatePathParams: false,
  immutable: false,
  makePathsEnum: false,
  pathParamsAsTypes: false,
  propertiesRequiredByDefault: false,
  readWriteMarkers: false,
  rootTypes: false,
  rootTypesKeepCasing: false,
  rootTypesNoSchemaPrefix: false,
  silent: true,
} satisfies Partial<TransformContext>;

/** Returns the view of `paths.ts`. */
export async function pathsView(api: Api): Promise<PathsView> {
  const library = await import("openapi-typescript"); // Loading takes time, so it happens only if needed.
  const document = escapedObject(withoutDirectCycles(pathsInput(api))) as object as Parameters<
    Library["transformSchema"]
  >[0]; // A copy of the document, which is still valid.
  const context = {
    ...OPTIONS,
    postTransform: undefined,
    transform: undefined,
    transformProperty: undefined,
    discriminators: library.scanDiscriminators(document, OPTIONS),
    injectFooter: [],
    resolve: <T>($ref: string) => library.resolveRef<T>(document, $ref, OPTIONS),
  } as Omit<TransformContext, "redoc"> as TransformContext; // `redoc` configures a linter that does not run.
  return { declarations: printed(unescapeOutput(library.astToString(library.transformSchema(document, context)))) };
}
