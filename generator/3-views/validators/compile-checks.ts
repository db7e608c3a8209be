/**
 * Passes 3 to 6: runs the analyses, then turns every check into the source of a function. An inline subschema becomes a
 * function of its own, unless the runtime has one for it. Schemas with the same function text share one function.
 */
import type { SchemaType } from "../../1-document/openapi.ts";
import { code, type Code, identifier, join } from "../code.ts";
import { type Assertion, type Assertions, isLeaf, soleType } from "./assertions.ts";
import type { ValidatorCheck } from "./collect-checks.ts";
import { callCostsOf } from "./analyze-cost.ts";
import { writeFunction } from "./write-function.ts";
import { FunctionNames, contentFunctionName } from "./function-names.ts";
import type { Callee, ConstantKind, ModuleScope, FunctionSite } from "./module-scope.ts";
import { recursiveChecks } from "./analyze-recursion.ts";
import { trackedChecks } from "./analyze-evaluation.ts";

export interface CompiledChecks {
  /** Function name of each check by label, and the declarations that it needs and no earlier check has. */
  readonly functions: ReadonlyMap<string, { readonly check: Code; readonly source: Code }>;
  /** Names of the runtime functions that are called. */
  readonly helpers: ReadonlySet<string>;
}

/** Compiles each check once. Checks call each other by name, so that their order does not matter. */
export function compileChecks(checks: readonly ValidatorCheck[]): CompiledChecks {
  const referenced = new Set(checks.flatMap(({ resolved }) => [...resolved.calls]));
  const recursiveNames = recursiveChecks(checks);
  const callCosts = callCostsOf(checks, recursiveNames);
  const recursive = new Set([...recursiveNames, ...callCosts.keys()]);
  const tracked = trackedChecks(checks);
  const names = new FunctionNames(referenced);
  const helpers = new Set<string>();
  const constants = new Map<Code, Code>();
  /** Functions by their text without the name. */
  const functions = new Map<Code, Callee>();
  /** Functions of leaf schemas by their assertions as JSON. */
  const leaves = new Map<string, Callee>();
  let declarations: Code[] = [];

  const module: ModuleScope = {
    use,
    constant,
    functionOf,
    checkFunction: named,
    isRecursive: (name) => recursive.has(name),
    callCostOf: (name) => callCosts.get(name),
    isMemoized: (name) => callCosts.has(name),
  };

  function use(helper: string): Code {
    helpers.add(helper);
    return identifier(helper);
  }

  function constant(kind: ConstantKind, source: Code): Code {
    const known = constants.get(source);
    if (known !== undefined) return known;
    const name = identifier(names.numbered(kind));
    constants.set(source, name);
    const type = kind === "value" ? code`: unknown` : code``; // the compiler cannot infer the type of an empty array
    declarations.push(code`const ${name}${type} = ${source};\n`);
    return name;
  }

  function named(name: string): Callee {
    return {
      name: identifier(name),
      takesRun: recursive.has(name),
      isMemoized: callCosts.has(name),
      takesEvaluated: tracked.has(name),
      takesPathStep: false,
    };
  }

  function functionOf(assertion: Assertion, site: FunctionSite): Callee | undefined {
    if (assertion === true) return undefined;
    if (assertion === false) return { ...runtimeCheck("isNothing"), takesPathStep: false };
    if (assertion.check !== undefined && Object.keys(assertion).length === 1) return named(assertion.check);
    const type = soleType(assertion);
    if (type !== undefined) return runtimeCheck(RUNTIME_TYPE_CHECKS[type]);
    return isLeaf(assertion) ? functionOfLeaf(assertion, site) : functionOfAssertions(assertion, site);
  }

  /** Looks leaf schemas up by their assertions: most schemas are equal leaves, and printing each one takes longer. */
  function functionOfLeaf(assertions: Assertions, site: FunctionSite): Callee | undefined {
    const key = JSON.stringify(assertions);
    const known = leaves.get(key);
    if (known !== undefined) return known;
    const callee = functionOfAssertions(assertions, site);
    if (callee !== undefined) leaves.set(key, callee);
    return callee;
  }

  function functionOfAssertions(assertions: Assertions, site: FunctionSite): Callee | undefined {
    const written = writeFunction(assertions, site, module);
    if (written === undefined) return undefined;
    const known = functions.get(written.text);
    if (known !== undefined) return known;
    const callee = {
      ...written,
      isMemoized: false,
      takesPathStep: false,
      name: identifier(names.unique(contentFunctionName(assertions) ?? site.name())),
    };
    functions.set(written.text, callee);
    declare(callee.name, written.text);
    return callee;
  }

  function runtimeCheck(helper: string): Callee {
    return { name: use(helper), takesRun: false, isMemoized: false, takesEvaluated: false, takesPathStep: true };
  }

  function declare(name: Code, text: Code): void {
    declarations.push(code`function ${name}${text}\n`);
  }

  function compile({ name, label, resolved: { schema } }: ValidatorCheck): Code {
    const site = { check: name, name: () => name, reportsEvaluated: tracked.has(name) };
    if (!referenced.has(name)) return functionOf(schema, site)?.name ?? use("isAnything");
    const assertions = typeof schema === "boolean" ? { allOf: [schema] } : schema;
    const written = writeFunction(assertions, { ...site, label }, module);
    if (written !== undefined) declare(identifier(name), written.text);
    return identifier(name);
  }

  const compiled = checks.map((check) => {
    declarations = [];
    const name = compile(check);
    return [check.label, { check: name, source: join(declarations, code``) }] as const;
  });
  return { functions: new Map(compiled), helpers };
}

/** Runtime functions for schemas whose only keyword is `type`. */
const RUNTIME_TYPE_CHECKS: Readonly<Record<SchemaType, string>> = {
  null: "isNull",
  boolean: "isBoolean",
  number: "isNumber",
  integer: "isInteger",
  string: "isString",
  array: "isArray",
  object: "isObject",
};
