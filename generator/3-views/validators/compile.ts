/**
 * Prepared schemas → functions as text, by ajv. Its own standalone printer declares every schema whole and requires
 * ajv at run time; ours prints the functions and the few constants that they name.
 */
import { Name, ValueScope, ValueScopeName } from "ajv/dist/compile/codegen/index.js";
import type { NameValue } from "ajv/dist/compile/codegen/scope.js";
import { compileSchema, SchemaEnv } from "ajv/dist/compile/index.js";
import type { SourceCode } from "ajv/dist/types/index.js";
import { compiled, type Code } from "../code.ts";
import { AjvCore } from "./ajv.ts";
import type { Check } from "./checks.ts";
import { vocabulary } from "./keywords.ts";
import { indented } from "./indent.ts";
import { regularExpression } from "./patterns.ts";
import { type Use, VALUES } from "./snippets.ts";

export interface Compilation {
  /** By label: the function's name, and its text with those constants that none before it has declared. */
  readonly functions: ReadonlyMap<string, { readonly check: string; readonly source: Code }>;
  /** The functions of the runtime that are called. */
  readonly helpers: ReadonlySet<string>;
}

/** The functions that ajv would have at run time, and what they are called here. */
const HELPERS = new Map<string, (use: Use) => Name | string>([
  ['require("ajv/dist/runtime/ucs2length").default', (use) => use("lengthOf")],
  ["Object.prototype.hasOwnProperty", () => "Object.prototype.hasOwnProperty"],
]);

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

  function print({ validateName, validateCode, scopeValues, evaluated }: SourceCode): string {
    const constants = Object.values(scopeValues).flatMap((names) => [...(names ?? [])]);
    const marks = evaluated === undefined ? "" : `\n${validateName}.evaluated = ${evaluated};`;
    return `${constants.map(declaration).join("")}${validateCode.trimEnd()}${marks}\n`;
  }

  function declaration(name: ValueScopeName): string {
    if (printed.has(name)) return "";
    printed.add(name);
    const { prefix, value } = name;
    switch (prefix) {
      case "schema": // whole schemas, which our keywords do without
        return "";
      case "pattern":
        return `const ${name} = ${regularExpression(String(value?.key), use)};\n`;
      case "func":
        return `const ${name} = ${helperFor(String(value?.code))};\n`;
      case VALUES:
        return `const ${name} = ${value?.code};\n`;
      default:
        throw new Error(`ajv wants a constant of an unknown kind: ${prefix}`);
    }
  }

  function helperFor(theirs: string): Name | string {
    const helper = HELPERS.get(theirs);
    if (helper === undefined) throw new Error(`ajv wants a function at run time that we do not have: ${theirs}`);
    return helper(use);
  }

  const functions = checks.map((check) => {
    const source = compiled(indented(print(compiler.compileCheck(check))));
    return [check.label, { check: check.name, source }] as const;
  });
  return { functions: new Map(functions), helpers };
}

class Compiler extends AjvCore {
  override readonly scope: FunctionScope = new FunctionScope();

  constructor(checks: readonly Check[]) {
    const uses = (keywords: readonly string[]): boolean =>
      checks.some(({ prepared }) => keywords.some((keyword) => prepared.keywords.has(keyword)));
    super({
      allErrors: true,
      code: { source: true, esm: true, lines: true, regExp: patternEngine, process: nothing },
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
      dynamicRef: uses(["dynamicCheck"]),
    });
  }

  compileCheck({ name, label, prepared }: Check): SourceCode {
    this.opts.ownProperties = prepared.inheritedNames;
    this.scope.next = name;
    const { schema } = prepared;
    const { validate } = compileSchema.call(this, new SchemaEnv({ schema, schemaPath: `${label}#` }));
    if (validate?.source === undefined) throw new Error(`ajv has kept no source of ${label}`);
    return validate.source;
  }
}

/** Gives the function that is compiled next the name that the others call it by. */
class FunctionScope extends ValueScope {
  next = "";

  constructor() {
    super({ scope: {}, prefixes: new Set([FUNCTION, "schema", "pattern", "func", VALUES]), lines: true });
  }

  override name(prefix: string): ValueScopeName {
    return prefix === FUNCTION ? new ValueScopeName(prefix, this.next) : super.name(prefix);
  }

  /** A function that was compiled is printed and done with. */
  override value(name: ValueScopeName | string, value: NameValue): ValueScopeName {
    return name instanceof ValueScopeName && name.prefix === FUNCTION ? name : super.value(name, value);
  }
}

/** The kind of names that functions have. */
const FUNCTION = "validate";

/** Nothing is matched here: the key under which ajv keeps a pattern is its text, and `patterns.ts` writes the rest. */
const patternEngine = Object.assign((pattern: string) => ({ test: () => true, toString: () => pattern }), {
  code: "new RegExp",
});

/** What ajv compiles for itself instead of what it wrote: nothing that comes from a description runs here. */
function nothing(): string {
  return "return () => true";
}
