/** The views of `validators.js` and of its declarations. */
import { schemaRoots } from "../1-document/schemas/subschemas.ts";
import { schemaFormsOf } from "../1-document/rewrite/schema-forms.ts";
import type { Api } from "../2-model/api.ts";
import { code, type Code, identifier, join, key, literal } from "./code.ts";
import { type Conversions, ELSEWHERE, NO_CONVERSIONS } from "./conversions.ts";
import { checksOf, type ValidatorContext } from "./validators/checks.ts";
import { compileChecks } from "./validators/compile.ts";
import { type Export, exportsOf } from "./validators/exports.ts";
import { FORMATS } from "./validators/formats.ts";
import type { PreparedSource } from "./validators/prepare.ts";
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

/** Where the functions that validators call come from; others are checks. Exports have capitals: none is called like these. */
const HELPER_FILES = [
  { from: code`./runtime/validation/issues.js`, names: new Set(["fail", "failAt", "lacks"]) },
  { from: code`./runtime/validation/formats.js`, names: FORMAT_CHECKS },
  { from: code`./runtime/validation/patterns.js`, names: new Set(["linearMatcher", "shortMatcher"]) },
  {
    from: code`./runtime/validation/recursion.js`,
    names: new Set(["begin", "descend", "enter", "once", "outermost", "spend"]),
  },
  { from: code`./runtime/validation/evaluated.js`, names: new Set(["evaluated", "tried"]) },
] as const;

/** Every validator as JavaScript, in the order of the description. */
export function validatorsView(api: Api): ValidatorsView {
  const exports = exportsOf(api);
  const { functions, helpers } = compileChecks(checksOf(exports, surroundingsOf(api)));
  const validators = exports.all.map(({ identifier: name, sameAs }) => {
    if (sameAs !== undefined) return { name: identifier(name), source: code``, value: identifier(sameAs) };
    const { check, source } = functions.get(name) ?? missing(name);
    return { name: identifier(name), source, value: code`/* @__PURE__ */ validator(${check}, ${literal(name)})` };
  });
  const exported = new Set(exports.all.map(({ identifier: name }) => name));
  const others = [...functions].filter(([label]) => !exported.has(label));
  return { imports: importsOf(helpers), functions: others.map(([, { source }]) => source), validators };
}

/** What the validators accept, in the words of `types.ts`. */
export function validatorTypesView(api: Api, conversions: Conversions = NO_CONVERSIONS): ValidatorTypesView {
  const isConverted = (source: PreparedSource): boolean =>
    source.kind === "schema"
      ? conversions.of(source.schema, ELSEWHERE) !== undefined
      : source.members.some((member) => isConverted(member.source));
  return {
    validators: exportsOf(api).all.map((one) => ({
      name: identifier(one.identifier),
      type: isConverted(one.source) ? code`unknown` : typeOf(one), // values that travel have another type
    })),
  };
}

function surroundingsOf({ document }: Api): ValidatorContext {
  const file = { uri: "specwright:/", content: document, schemas: schemaRoots(document) };
  return { variants: schemaFormsOf(document), resources: resourcesOf([file]) };
}

function importsOf(helpers: ReadonlySet<string>): readonly ImportView[] {
  const placed = HELPER_FILES.map(({ from, names }) => ({
    from,
    names: [...helpers].filter((name) => names.has(name)),
  }));
  const known = new Set(placed.flatMap(({ names }) => names));
  const checks = { from: code`./runtime/validation/checks.js`, names: [...helpers].filter((name) => !known.has(name)) };
  return [checks, ...placed]
    .filter(({ names }) => names.length > 0)
    .map(({ from, names }) => ({ from, names: join(names.toSorted().map(identifier), code`, `) }));
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
