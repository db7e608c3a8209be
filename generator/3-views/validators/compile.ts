/**
 * Prepared schemas → functions as text, by ajv. Its own standalone printer declares every schema whole and requires
 * ajv at run time; ours prints the functions and the few constants that they name.
 */
import { Name, ValueScope, ValueScopeName } from "ajv/dist/compile/codegen/index.js";
import type { SchemaEnv } from "ajv/dist/compile/index.js";
import core from "ajv/dist/core.js";
import type { AnyValidateFunction, SourceCode } from "ajv/dist/types/index.js";
import { compiled, type Code } from "../code.ts";
import { VALUES, vocabulary } from "./keywords.ts";
import { laidOut } from "./layout.ts";
import { regularExpression } from "./patterns.ts";
import type { Prepared } from "./prepare.ts";

/** A schema to compile into the function of this name. */
export interface Check {
  readonly name: string;
  /** Of whom complaints speak: what stands before `#` in their `schemaPath`. */
  readonly label: string;
  readonly prepared: Prepared;
}

export interface Compilation {
  /** By label: the function's name, and its text with those constants that none before it has declared. */
  readonly functions: ReadonlyMap<string, { readonly check: string; readonly source: Code }>;
  /** The functions of the runtime that are called. */
  readonly helpers: ReadonlySet<string>;
}

/** The functions that ajv would require at run time, and ours in their stead. */
const HELPERS: ReadonlyMap<string, string> = new Map([['require("ajv/dist/runtime/ucs2length").default', "lengthOf"]]);

/** Compiles the checks one by one: they call each other by name, so their order does not matter. */
export function compileChecks(checks: readonly Check[]): Compilation {
  const helpers = new Set<string>();
  const printed = new Set<Name>();
  const compiler = new Compiler(checks);
  compiler.addVocabulary([...vocabulary(use)]);

  function use(helper: string): Name {
    helpers.add(helper);
    return new Name(helper);
  }

  function print(validate: AnyValidateFunction | undefined): string {
    const { validateName, validateCode, scopeValues, evaluated } = sourceOf(validate);
    if (printed.has(validateName)) return "";
    printed.add(validateName);
    const constants = Object.values(scopeValues).flatMap((names) => [...(names ?? [])]);
    const marks = evaluated === undefined ? "" : `\n${validateName}.evaluated = ${evaluated};`;
    return `${constants.map(declaration).join("")}${validateCode.trimEnd()}${marks}\n`;
  }

  function declaration(name: ValueScopeName): string {
    if (printed.has(name)) return "";
    const { prefix, value } = name;
    if (prefix === "schema") return ""; // whole schemas, which our keywords do without
    if (prefix === "validate") return print(value?.ref as AnyValidateFunction); // what ajv keeps under this prefix
    printed.add(name);
    switch (prefix) {
      case "root":
      case "wrapper": {
        const { validate, validateName } = (value?.ref ?? {}) as SchemaEnv; // likewise
        return `const ${name} = { validate: ${validateName} };\n${print(validate)}`;
      }
      case "pattern":
        return `const ${name} = ${regularExpression(String(value?.key))};\n`;
      case "func":
        return `const ${name} = ${helperFor(String(value?.code))};\n`;
      case VALUES:
        return `const ${name} = ${value?.code};\n`;
      default:
        throw new Error(`ajv wants a constant of an unknown kind: ${prefix}`);
    }
  }

  function helperFor(theirs: string): Name {
    const ours = HELPERS.get(theirs);
    if (ours === undefined) throw new Error(`ajv wants a function at run time that we do not have: ${theirs}`);
    return use(ours);
  }

  // All first: only then does each function know what it calls.
  const validates = checks.map((check) => compiler.compileCheck(check));
  const functions = checks.map(
    ({ label, name }, index) => [label, { check: name, source: compiled(laidOut(print(validates[index]))) }] as const,
  );
  return { functions: new Map(functions), helpers };
}

class Compiler extends core.default {
  override readonly scope: FunctionScope = new FunctionScope();

  constructor(checks: readonly Check[]) {
    const uses = (keywords: readonly string[]): boolean =>
      checks.some(({ prepared }) => keywords.some((keyword) => prepared.keywords.has(keyword)));
    super({
      allErrors: true,
      code: { source: true, esm: true, lines: true, regExp: patternEngine },
      inlineRefs: false,
      loopRequired: Infinity,
      messages: false, // the runtime has the sentences
      meta: false,
      validateSchema: false,
      strict: false,
      strictNumbers: true,
      logger: false,
      next: true,
      // These two cost time in every call, and few descriptions ask for them.
      unevaluated: uses(["unevaluatedProperties", "unevaluatedItems"]),
      dynamicRef: uses(["$dynamicRef", "$dynamicAnchor"]),
    });
  }

  compileCheck({ name, label, prepared }: Check): AnyValidateFunction {
    this.addSchema(prepared.schema, label);
    const environment = this.schemas[label];
    // ajv prints the path before every complaint; of a schema with dynamic anchors it must find the root's "#"
    if (environment !== undefined && !prepared.keywords.has("$dynamicAnchor")) {
      Object.assign(environment, { schemaPath: `${label}#` });
    }
    this.opts.ownProperties = prepared.inheritedNames;
    this.scope.next = name;
    const validate = this.getSchema(label);
    if (validate === undefined) throw new Error(`ajv has lost ${label}`);
    return validate;
  }
}

/** Gives the function that is compiled next the name that the others call it by. */
class FunctionScope extends ValueScope {
  next: string | undefined;

  constructor() {
    super({
      scope: {},
      prefixes: new Set(["validate", "wrapper", "root", "schema", "pattern", "func", VALUES]),
      lines: true,
    });
  }

  override name(prefix: string): ValueScopeName {
    if (prefix !== "validate" || this.next === undefined) return super.name(prefix);
    const name = new ValueScopeName(prefix, this.next);
    this.next = undefined;
    return name;
  }
}

/** Nothing is matched here: the key under which ajv keeps a pattern is its text, and `patterns.ts` writes the rest. */
const patternEngine = Object.assign((pattern: string) => ({ test: () => true, toString: () => pattern }), {
  code: "new RegExp",
});

function sourceOf(validate: AnyValidateFunction | undefined): SourceCode {
  if (validate?.source === undefined) throw new Error("ajv has kept no source");
  return validate.source;
}
