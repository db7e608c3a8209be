/**
 * The one file that knows openapi-typescript: its reading of the same document, for those who want openapi-fetch's own
 * facade, and as the second opinion that the tests hold our types against.
 */
import type * as openapiTypescript from "openapi-typescript";
import type { Api } from "../2-model/api.ts";
import { type Code, printed } from "./code.ts";
import { withoutDirectCycles } from "./paths/cycles.ts";
import { pathsInput } from "./paths/input.ts";
import { readBack, spelled } from "./paths/spelling.ts";

export interface PathsView {
  /** `paths`, `webhooks`, `components` and `operations`. */
  readonly declarations: Code;
}

type Library = typeof openapiTypescript;
type TransformContext = Parameters<Library["transformSchema"]>[1];

/** Its own defaults, but that any object may have members; never `enum`, which puts extensions into declarations. */
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

export async function pathsView(api: Api): Promise<PathsView> {
  const library = await import("openapi-typescript"); // loaded when it is asked for, for it is heavy
  const document = spelled(withoutDirectCycles(pathsInput(api))) as object as Parameters<Library["transformSchema"]>[0]; // a copy, still one
  const context = {
    ...OPTIONS,
    postTransform: undefined,
    transform: undefined,
    transformProperty: undefined,
    discriminators: library.scanDiscriminators(document, OPTIONS),
    injectFooter: [],
    resolve: <T>($ref: string) => library.resolveRef<T>(document, $ref, OPTIONS),
  } as Omit<TransformContext, "redoc"> as TransformContext; // the configuration of a linter that is not run
  return { declarations: printed(readBack(library.astToString(library.transformSchema(document, context)))) };
}
