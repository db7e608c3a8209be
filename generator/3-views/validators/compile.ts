/**
 * Checks → functions as text. A schema without a name becomes a function too, unless the runtime has one for it; two
 * schemas that say the same become one.
 */
import type { SchemaType } from "../../1-document/openapi.ts";
import { code, type Code, identifier, join } from "../code.ts";
import { type Assertion, type Assertions, isLeaf, soleType } from "./assertions.ts";
import type { ValidatorCheck } from "./checks.ts";
import { chargesOf } from "./effort.ts";
import { writeFunction } from "./function.ts";
import { FunctionNames, nameOf } from "./function-names.ts";
import type { Callee, ConstantKind, Module, CallSite } from "./module.ts";
import { recursiveChecks } from "./recursion.ts";
import { trackedChecks } from "./tracking.ts";

export interface Compilation {
  /** By label: the name of the check, and the text of the constants and functions that none before it has declared. */
  readonly functions: ReadonlyMap<string, { readonly check: Code; readonly source: Code }>;
  /** The functions of the runtime that are called. */
  readonly helpers: ReadonlySet<string>;
}

/** Compiles each check once: they call each other by name, so their order does not matter. */
export function compileChecks(checks: readonly ValidatorCheck[]): Compilation {
  const referenced = new Set(checks.flatMap(({ prepared }) => [...prepared.calls]));
  const circular = recursiveChecks(checks);
  const charges = chargesOf(checks, circular);
  const recursive = new Set([...circular, ...charges.keys()]);
  const tracked = trackedChecks(checks);
  const names = new FunctionNames(referenced);
  const helpers = new Set<string>();
  const constants = new Map<Code, Code>();
  /** By text, without the name. */
  const functions = new Map<Code, Callee>();
  /** By what they assert. */
  const leaves = new Map<string, Callee>();
  let declarations: Code[] = [];

  const module: Module = {
    use,
    constant,
    functionOf,
    named,
    isRecursive: (name) => recursive.has(name),
    chargeOf: (name) => charges.get(name),
    isHeavy: (name) => charges.has(name),
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
    declarations.push(code`const ${name} = ${source};\n`);
    return name;
  }

  function named(name: string): Callee {
    return {
      name: identifier(name),
      takesRun: recursive.has(name),
      isHeavy: charges.has(name),
      takesNotes: tracked.has(name),
      takesStep: false,
    };
  }

  function functionOf(assertion: Assertion, site: CallSite): Callee | undefined {
    if (assertion === true) return undefined;
    if (assertion === false) return { ...ready("isNothing"), takesStep: false };
    if (assertion.check !== undefined && Object.keys(assertion).length === 1) return named(assertion.check);
    const type = soleType(assertion);
    if (type !== undefined) return ready(READY[type]);
    return isLeaf(assertion) ? functionOfLeaf(assertion, site) : functionOfAssertions(assertion, site);
  }

  /** Most schemas are leaves, and most of those are alike: they are not written to find that out. */
  function functionOfLeaf(assertions: Assertions, site: CallSite): Callee | undefined {
    const key = JSON.stringify(assertions);
    const known = leaves.get(key);
    if (known !== undefined) return known;
    const callee = functionOfAssertions(assertions, site);
    if (callee !== undefined) leaves.set(key, callee);
    return callee;
  }

  function functionOfAssertions(assertions: Assertions, site: CallSite): Callee | undefined {
    const written = writeFunction(assertions, site, module);
    if (written === undefined) return undefined;
    const known = functions.get(written.text);
    if (known !== undefined) return known;
    const callee = {
      ...written,
      isHeavy: false,
      takesStep: false,
      name: identifier(names.unique(nameOf(assertions) ?? site.name())),
    };
    functions.set(written.text, callee);
    declare(callee.name, written.text);
    return callee;
  }

  function ready(helper: string): Callee {
    return { name: use(helper), takesRun: false, isHeavy: false, takesNotes: false, takesStep: true };
  }

  function declare(name: Code, text: Code): void {
    declarations.push(code`function ${name}${text}\n`);
  }

  function compile({ name, label, prepared: { schema } }: ValidatorCheck): Code {
    const site = { check: name, name: () => name, isTracked: tracked.has(name) };
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

/** The checks of the runtime that stand for a type and nothing else. */
const READY: Readonly<Record<SchemaType, string>> = {
  null: "isNull",
  boolean: "isBoolean",
  number: "isNumber",
  integer: "isInteger",
  string: "isString",
  array: "isArray",
  object: "isObject",
};
