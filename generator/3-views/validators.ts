/** The views of `validators.js` and of its declarations. */
import { schemaRoots } from "../1-document/subschemas.ts";
import { variantsOf } from "../1-document/variants.ts";
import type { Api } from "../2-model/api.ts";
import { code, type Code, identifier, join, key } from "./code.ts";
import { checksOf, type Surroundings } from "./validators/checks.ts";
import { type Export, exportsOf } from "./validators/exports.ts";
import { FORMATS } from "./validators/formats.ts";
import { deepFunctions } from "./validators/recursion.ts";
import { resourcesOf } from "./validators/resources.ts";

export interface ValidatorsView {
  readonly imports: readonly ImportView[];
  /** Functions of schemas that have no name, and are called by reference only. */
  readonly functions: readonly Code[];
  readonly validators: readonly ValidatorView[];
}

export interface ImportView {
  readonly names: Code;
  readonly from: Code;
}

export interface ValidatorView {
  /** The function that decides, with its constants; empty where the export is another name of one. */
  readonly source: Code;
  readonly name: Code;
  readonly value: Code;
}

export interface ValidatorTypesView {
  readonly validators: readonly { readonly name: Code; readonly type: Code }[];
}

const FORMAT_CHECKS = new Set([...FORMATS.values()].map(({ check }) => check));
const MATCHERS = new Set(["linearMatcher", "shortMatcher"]);

/** Where the functions that validators call come from. */
const HELPER_FILES = [
  { from: code`./runtime/checks.js`, has: (name: string) => !FORMAT_CHECKS.has(name) && !MATCHERS.has(name) },
  { from: code`./runtime/formats.js`, has: (name: string) => FORMAT_CHECKS.has(name) },
  { from: code`./runtime/patterns.js`, has: (name: string) => MATCHERS.has(name) },
] as const;

/** Every validator as JavaScript, in the order of the description. Loads ajv. */
export async function validatorsView(api: Api): Promise<ValidatorsView> {
  const exports = exportsOf(api);
  const checks = checksOf(exports, surroundingsOf(api));
  const { compileChecks } = await import("./validators/compile.ts"); // loads ajv
  const { functions, helpers } = compileChecks(checks);
  const deep = deepFunctions(checks);
  const validators = exports.all.map(({ identifier: name, sameAs }) => {
    if (sameAs !== undefined) return { name: identifier(name), source: code``, value: identifier(sameAs) };
    const { check, source } = functions.get(name) ?? missing(name);
    const options = deep.has(check) ? code`, true` : code``;
    return { name: identifier(name), source, value: code`/* @__PURE__ */ validator(${identifier(check)}${options})` };
  });
  const exported = new Set(exports.all.map(({ identifier: name }) => name));
  const others = [...functions].filter(([label]) => !exported.has(label));
  return { imports: importsOf(helpers), functions: others.map(([, { source }]) => source), validators };
}

/** What the validators accept, in the words of `types.ts`. */
export function validatorTypesView(api: Api): ValidatorTypesView {
  return {
    validators: exportsOf(api).all.map((one) => ({ name: identifier(one.identifier), type: typeOf(one) })),
  };
}

function surroundingsOf({ document }: Api): Surroundings {
  const file = { uri: "specwright:/", content: document, schemas: schemaRoots(document) };
  return { variants: variantsOf(document), resources: resourcesOf([file]) };
}

function importsOf(helpers: ReadonlySet<string>): readonly ImportView[] {
  return HELPER_FILES.map(({ from, has }) => ({ from, names: [...helpers].filter(has).toSorted() }))
    .filter(({ names }) => names.length > 0)
    .map(({ from, names }) => ({ from, names: join(names.map(identifier), code`, `) }));
}

function typeOf({ identifier: name, type }: Export): Code {
  if (type === "same") return code`types.${identifier(name)}`;
  const groups = type.map(({ group, required, name: groupType }) => {
    const value = groupType === undefined ? code`object` : code`types.${identifier(groupType)}`;
    return code`${key(group)}${required ? code`` : code`?`}: ${value}`;
  });
  return code`{ ${join(groups, code`; `)} }`;
}

function missing(name: string): never {
  throw new Error(`no function was compiled for ${name}`);
}
