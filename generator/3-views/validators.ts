/** Views of `validators.js` and `validators.d.ts`. The compiler behind them is in `validators/`, see the README there. */
import { schemaRoots } from "../1-document/schemas/subschemas.ts";
import { schemaFormsOf } from "../1-document/rewrite/schema-forms.ts";
import type { Api } from "../2-model/api.ts";
import { code, type Code, identifier, join, key, literal } from "./code.ts";
import { type Conversions, ELSEWHERE, NO_CONVERSIONS } from "./conversions.ts";
import { collectChecks, type DocumentContext } from "./validators/collect-checks.ts";
import { compileChecks } from "./validators/compile-checks.ts";
import { type ValidatorExport, listExports } from "./validators/list-exports.ts";
import { FORMAT_CHECKS } from "./validators/format-checks.ts";
import type { SchemaSource } from "./validators/resolve-schema.ts";
import { schemaResourcesOf } from "./validators/schema-resources.ts";

export interface ValidatorsView {
  readonly imports: readonly ImportView[];
  /** Source of the functions of unnamed schemas, which only `$ref`s call. */
  readonly functions: readonly Code[];
  readonly validators: readonly ValidatorView[];
}

export interface ImportView {
  readonly names: Code;
  readonly from: Code;
}

export interface ValidatorView {
  /** Source of the check function with its constants. Empty if the export is an alias of another export. */
  readonly source: Code;
  readonly name: Code;
  readonly value: Code;
}

export interface ValidatorTypesView {
  readonly validators: readonly { readonly name: Code; readonly type: Code }[];
}

const FORMAT_CHECK_NAMES = new Set([...FORMAT_CHECKS.values()].map(({ check }) => check));

/**
 * Runtime files and the helpers that they export. Helpers in none of these lists come from `checks.js`.
 * Names of exports begin with a capital letter, so that they cannot clash with helpers.
 */
const HELPER_FILES = [
  { from: code`./runtime/validation/issues.js`, names: new Set(["fail", "failAt", "failRequired"]) },
  { from: code`./runtime/validation/formats.js`, names: FORMAT_CHECK_NAMES },
  { from: code`./runtime/validation/patterns.js`, names: new Set(["linearMatcher", "shortMatcher"]) },
  {
    from: code`./runtime/validation/recursion.js`,
    names: new Set(["beginRun", "checkChild", "checkOnce", "countCalls", "enterSchema", "outermostCheck"]),
  },
  { from: code`./runtime/validation/evaluated.js`, names: new Set(["checkBranch", "newEvaluated"]) },
] as const;

/** Returns every validator as JavaScript, in the order of the description. */
export function validatorsView(api: Api): ValidatorsView {
  const exports = listExports(api);
  const { functions, helpers } = compileChecks(collectChecks(exports, documentContext(api)));
  const validators = exports.all.map(({ identifier: name, sameAs }) => {
    if (sameAs !== undefined) return { name: identifier(name), source: code``, value: identifier(sameAs) };
    const { check, source } = functions.get(name) ?? throwMissing(name);
    return { name: identifier(name), source, value: code`/* @__PURE__ */ validator(${check}, ${literal(name)})` };
  });
  const exported = new Set(exports.all.map(({ identifier: name }) => name));
  const others = [...functions].filter(([label]) => !exported.has(label));
  return { imports: helperImports(helpers), functions: others.map(([, { source }]) => source), validators };
}

/** Returns the TypeScript type that each validator accepts. Types come from `types.ts`. */
export function validatorTypesView(api: Api, conversions: Conversions = NO_CONVERSIONS): ValidatorTypesView {
  const isConverted = (source: SchemaSource): boolean =>
    source.kind === "schema"
      ? conversions.of(source.schema, ELSEWHERE) !== undefined
      : source.members.some((member) => isConverted(member.source));
  return {
    validators: listExports(api).all.map((one) => ({
      name: identifier(one.identifier),
      type: isConverted(one.source) ? code`unknown` : validatorType(one), // `types.ts` has the converted type, such as `Date`; the validator sees JSON
    })),
  };
}

function documentContext({ document }: Api): DocumentContext {
  const file = { uri: "specwright:/", content: document, schemas: schemaRoots(document) };
  return { variants: schemaFormsOf(document), resources: schemaResourcesOf([file]) };
}

function helperImports(helpers: ReadonlySet<string>): readonly ImportView[] {
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

function validatorType({ identifier: name, type }: ValidatorExport): Code {
  if (type === "same") return code`types.${identifier(name)}`;
  const groups = type.map(({ group, required, name: groupType }) => {
    const value = groupType === undefined ? code`object` : code`types.${identifier(groupType)}`;
    return code`${key(group)}${required ? code`` : code`?`}: ${value}`;
  });
  return code`{ ${join(groups, code`; `)} }`;
}

function throwMissing(name: string): never {
  throw new Error(`No function was compiled for the validator "${name}".`);
}
