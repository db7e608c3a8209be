/** The model → the view of `templates/validators.ts.hbs`. */
import { formatAssertionsOf } from "../1-document/schemas/format-assertions.ts";
import { schemaRoots } from "../1-document/schemas/subschemas.ts";
import { schemaFormsOf } from "../1-document/rewrite/schema-forms.ts";
import type { Api, Parameter } from "../2-model/api.ts";
import { atomicType, objectOf, undocumentedMember, UNKNOWN } from "./types/type-syntax.ts";
import { GLOBAL_NAMES } from "../2-model/reserved-names.ts";
import { code, type Code, identifier, join, key, literal } from "./code.ts";
import { type Conversions, importingScope, NO_CONVERSIONS, type Scope } from "./conversions.ts";
import { useCodec } from "./formats.ts";
import { type Data, onOneLine } from "./layout.ts";
import { Imports } from "./import-lines.ts";
import { collectChecks, type DocumentContext } from "./validators/collect-checks.ts";
import { compileChecks } from "./validators/compile-checks.ts";
import { type ValidatorExport, listExports } from "./validators/list-exports.ts";
import { FORMAT_CHECKS } from "./validators/format-checks.ts";
import type { SchemaSource } from "./validators/resolve-schema.ts";
import { schemaResourcesOf } from "./validators/schema-resources.ts";

export interface ValidatorsView {
  readonly imports: Imports;
  /** Functions of schemas without a name. Other functions call them. */
  readonly functions: readonly Code[];
  readonly validators: readonly ValidatorView[];
  /** True if the description has nothing to validate. */
  readonly isEmpty: boolean;
}

interface ValidatorView {
  /** The function that validates, with its constants. Empty if the export is another name of the same validator. */
  readonly source: Code;
  readonly name: Code;
  /** The name of the constant. It differs from `name` if the functions of the file need a global of that name. */
  readonly constant: Code;
  readonly isRenamed: boolean;
  /** The type of the constant. */
  readonly type: Code;
  readonly value: Code;
}

const CHECKS = "runtime/validation/checks";

/**
 * The module of each helper that is not exported by `CHECKS`. Names of validators begin with a capital letter, so they
 * cannot clash with helpers.
 */
const MODULE_OF_HELPER: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "runtime/validation/issues": ["fail", "failAt", "failRequired"],
    "runtime/validation/formats": Array.from(FORMAT_CHECKS.values(), ({ check }) => check),
    "runtime/validation/patterns": ["linearMatcher", "shortMatcher"],
    "runtime/validation/recursion": [
      "beginRun",
      "validateChild",
      "validateOnce",
      "countCalls",
      "enterSchema",
      "outermostCheck",
    ],
    "runtime/validation/evaluated": ["validateBranch", "newEvaluated"],
  }).flatMap(([module, names]) => names.map((name) => [name, module] as const)),
);

/** Returns the view of all validators, in the order of the description. */
export function validatorsView(api: Api, conversions: Conversions = NO_CONVERSIONS): ValidatorsView {
  const exports = listExports(api);
  const imports = new Imports();
  if (exports.all.length > 0) {
    imports.useAllTypes("runtime/validation/check-types", "checks");
    imports.useAllTypes("types", "types");
  }
  const scope = importingScope(imports);
  const { functions, helpers } = compileChecks(collectChecks(exports, documentContext(api)));
  const validators = exports.all.map((one) => {
    const { identifier: name, sameAs, source: schemas } = one;
    const conversion = conversionOfSource(schemas, conversions, scope);
    const interfaceName = conversion === undefined ? code`Validator` : code`ConvertedValidator`;
    const names = {
      name: identifier(name),
      constant: constantOf(name),
      isRenamed: GLOBAL_NAMES.has(name),
      type: code`checks.${interfaceName}<${validatorType(one)}>`,
    };
    if (sameAs !== undefined) {
      const same = imports.use("runtime/validation/validation", "sameValidator");
      return { ...names, source: code``, value: code`/* @__PURE__ */ ${same}(${constantOf(sameAs)})` };
    }
    const { check, source } = functions.get(name) ?? throwMissing(name);
    return { ...names, source, value: validatorCode({ check, name, conversion }, conversions, imports) };
  });
  const exported = new Set(exports.all.map(({ identifier: name }) => name));
  const others = [...functions].filter(([label]) => !exported.has(label));
  const sources = [
    ...Array.from(functions.values(), ({ source }) => source),
    ...validators.map(({ value }) => value), // the check of a type alone is a helper itself
  ];
  // a condition that no function prints has asked for a helper, too
  const printed = [...helpers].filter((helper) => sources.some((source) => source.includes(helper)));
  for (const helper of printed) imports.use(MODULE_OF_HELPER.get(helper) ?? CHECKS, helper);
  return { imports, functions: others.map(([, { source }]) => source), validators, isEmpty: validators.length === 0 };
}

/** Returns the call that creates a validator. Without a conversion, values travel as code has them. */
function validatorCode(
  { check, name, conversion }: { readonly check: Code; readonly name: string; readonly conversion: Data | undefined },
  { codecs, formats }: Conversions,
  imports: Imports,
): Code {
  if (conversion === undefined) {
    const create = imports.use("runtime/validation/validation", "validator");
    return code`/* @__PURE__ */ ${create}(${check}, ${literal(name)})`;
  }
  const create = imports.use("runtime/conversion/converted-validator", "convertedValidator");
  const used = codecs.map((format) => useCodec(format, formats, imports));
  const more = used.length === 0 ? code`` : code`, ${onOneLine(used)}`;
  return code`/* @__PURE__ */ ${create}(${check}, ${literal(name)}, ${onOneLine(conversion)}${more})`;
}

/** Returns the conversion of the value that an export validates, or undefined if nothing is converted. */
export function conversionOfSource(source: SchemaSource, conversions: Conversions, scope: Scope): Data | undefined {
  if (source.kind === "schema") return conversions.of(source.schema, scope);
  const entries = source.members.flatMap((member) => {
    const conversion = conversionOfSource(member.source, conversions, scope);
    return conversion === undefined ? [] : [[member.name, conversion] as const];
  });
  return entries.length === 0 ? undefined : { properties: Object.fromEntries(entries) };
}

/** Returns the name of the constant of an export. No export begins with an underscore and a capital letter, so it is unique. */
function constantOf(name: string): Code {
  return identifier(GLOBAL_NAMES.has(name) ? `_${name}` : name);
}

function documentContext({ document }: Api): DocumentContext {
  const file = { uri: "specwright:/", content: document, schemas: schemaRoots(document) };
  return {
    variants: schemaFormsOf(document),
    resources: schemaResourcesOf([file]),
    formats: formatAssertionsOf(document),
  };
}

function validatorType({ identifier: name, type }: ValidatorExport): Code {
  if (type === "same") return code`types.${identifier(name)}`;
  const groups = type.map(({ group, required, name: groupType, parameters }) => {
    const value = groupType === undefined ? constantsType(parameters) : code`types.${identifier(groupType)}`;
    return code`${key(group)}${required ? code`` : code`?`}: ${value}`;
  });
  return code`{ ${join(groups, code`; `)} }`;
}

/** Returns the type of a group whose parameters are all constants. */
function constantsType(parameters: readonly Parameter[]): Code {
  const members = parameters.map(({ name, required, constant }) =>
    undocumentedMember(name, constant === undefined ? UNKNOWN : atomicType(literal(constant.value)), !required),
  );
  return objectOf(members).text;
}

function throwMissing(name: string): never {
  throw new Error(`No function was compiled for the validator "${name}".`);
}
