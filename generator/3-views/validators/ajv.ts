/** What we use of ajv that has no name of its own in its modules. */
import core from "ajv/dist/core.js";
import { Name } from "ajv/dist/compile/codegen/index.js";
import draft2020 from "ajv/dist/vocabularies/draft2020.js";

export const AjvCore: typeof core.default = defaultOf(core);
export const DRAFT_2020: typeof draft2020.default = defaultOf(draft2020);

/** The variables of every function that ajv writes. */
export const VARIABLES: Readonly<Record<"instancePath" | "vErrors" | "errors" | "dynamicAnchors", Name>> = {
  instancePath: new Name("instancePath"),
  vErrors: new Name("vErrors"),
  errors: new Name("errors"),
  dynamicAnchors: new Name("dynamicAnchors"),
};

/** The default export of a CommonJS module, which some loaders unwrap and others do not. */
function defaultOf<T extends object>(module: { readonly default: T } | T): T {
  return "default" in module ? module.default : module;
}
