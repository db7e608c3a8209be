/** Pass 6: turns a schema into the source of its function, without the name. */
import { code, type Code, indent, join, literal } from "../code.ts";
import type { Assertions } from "./assertions.ts";
import { planSteps } from "./plan-steps.ts";
import { subschemaFunctionName } from "./function-names.ts";
import type { Callee, ModuleScope, FunctionSite } from "./module-scope.ts";
import { printBody } from "./print-steps.ts";
import {
  type CallWriter,
  UNDEFINED,
  type EvaluatedTracker,
  PATH,
  type ValueRelation,
  type FunctionScope,
  VALUE,
  type CallPath,
} from "./function-scope.ts";
import { type CheckStep, statement } from "./check-steps.ts";

export interface WrittenFunction extends Pick<Callee, "takesRun" | "takesEvaluated"> {
  readonly text: Code;
}

/** Returns the function, or undefined if the schema accepts everything and no reference calls it. */
export function writeFunction(
  assertions: Assertions,
  site: FunctionSite,
  module: ModuleScope,
): WrittenFunction | undefined {
  const needs = { run: false, evaluated: false };
  const scope = functionScope(assertions, site, module, needs);
  const body = planSteps(assertions, scope);
  const { label } = site;
  const cost = label === undefined ? undefined : module.callCostOf(site.check);
  const acceptsEverything = body.length === 0 && !(site.reportsEvaluated && hasUnevaluatedKeyword(assertions));
  if (acceptsEverything && label === undefined) return undefined;
  const steps = [
    ...(label === undefined ? [] : [statement(code`at = at?.inSchema(${literal(label)});`)]),
    ...(cost === undefined ? [] : [statement(code`${module.use("countCalls")}(run, ${literal(cost)});`)]),
    ...withOwnTracker(body, assertions, scope, site.reportsEvaluated ? () => (needs.evaluated = true) : undefined),
  ];
  // callers of a reference decide by the analyses, not by the body: the parameters must match them
  const takesRun = needs.run || (label !== undefined && module.isRecursive(site.check));
  const takesEvaluated = needs.evaluated || (label !== undefined && site.reportsEvaluated);
  const lines = printBody(steps).map((each) => code`  ${indent(each)}\n`);
  const text = join(lines, code``);
  const parameters = [
    code`${parameterName(VALUE, text)}: unknown`,
    code`${parameterName(PATH, text)}?: checks.Path`,
    ...(takesRun ? [code`run = ${module.use("beginRun")}()`] : []),
    ...(takesEvaluated ? [code`${parameterName(code`seen`, text)}?: checks.Evaluated`] : []),
  ];
  return { text: code`(${join(parameters, code`, `)}): boolean {\n${text}}\n`, takesRun, takesEvaluated };
}

/** Returns the name of a parameter, with an underscore if the body does not use it (`noUnusedParameters`). */
function parameterName(name: Code, body: Code): Code {
  return new RegExp(`\\b${name}\\b`).test(body) ? name : code`_${name}`;
}

/** Optional parameters that turn out to be necessary while the body is written. */
interface ParameterNeeds {
  run: boolean;
  evaluated: boolean;
}

/** Returns the scope of one function. It sets `needs` when a call needs an optional parameter. */
function functionScope(
  assertions: Assertions,
  site: FunctionSite,
  module: ModuleScope,
  needs: ParameterNeeds,
): FunctionScope {
  const { use, constant } = module;
  const isRecursive = module.isRecursive(site.check);
  const evaluated = evaluatedTracker(assertions, site, needs);

  /** Returns how to call a function: directly, with a count of levels, or with stored results. */
  function callWriter(callee: Callee, relation: ValueRelation): CallWriter {
    return (value, path = UNDEFINED, seen) => {
      if (callee.takesPathStep && isPathStep(path)) return code`${callee.name}(${value}, at, ${path.step})`;
      const at = isPathStep(path) ? code`at?.to(${path.step})` : path;
      const takesRun = callee.takesRun && isRecursive;
      needs.run ||= takesRun;
      if (takesRun && relation !== "same") return code`${use("validateChild")}(${callee.name}, ${value}, ${at}, run)`;
      const tracker =
        relation === "same" && callee.takesEvaluated ? (seen ?? evaluated?.variable ?? UNDEFINED) : UNDEFINED;
      if (takesRun && callee.isMemoized) {
        const memoArguments = tracker === UNDEFINED ? [] : [tracker, use("newEvaluated")];
        return code`${use("validateOnce")}(${join([callee.name, value, at, code`run`, ...memoArguments], code`, `)})`;
      }
      const run = takesRun ? [code`run`] : callee.takesRun ? [UNDEFINED] : [];
      return code`${callee.name}(${join(withoutTrailingUndefined([value, at, ...run, tracker]), code`, `)})`;
    };
  }

  return {
    use,
    constant,
    evaluated,
    check(assertion, name, relation) {
      const reportsEvaluated = relation === "same" && evaluated !== undefined;
      const below = { check: site.check, name: () => subschemaFunctionName(site.name(), name), reportsEvaluated };
      const callee = module.functionOf(assertion, below);
      return callee && callWriter(callee, relation);
    },
    reference(target) {
      if (typeof target === "string") return callWriter(module.checkFunction(target), "same");
      const own = module.checkFunction(target.name);
      if (target.anchor === undefined) return callWriter(own, "same");
      needs.run = true;
      const name = code`${use("outermostCheck")}(run, ${literal(target.anchor)}, ${own.name})`;
      return callWriter({ ...own, name }, "same");
    },
    enter(anchors) {
      needs.run = true;
      const pairs = anchors.map(([anchor, check]) => code`[${literal(anchor)}, ${module.checkFunction(check).name}]`);
      return code`run = ${use("enterSchema")}(run, [${join(pairs, code`, `)}]);`;
    },
  };
}

function isPathStep(path: CallPath): path is Exclude<CallPath, Code> {
  return typeof path === "object";
}

/** Returns the arguments up to the last one that is not `undefined`. */
function withoutTrailingUndefined(values: readonly Code[]): readonly Code[] {
  return values.slice(0, values.findLastIndex((value) => value !== UNDEFINED) + 1);
}

/** Returns the record of the function itself if it has `unevaluated…` keywords, else that of its caller. */
function evaluatedTracker(
  assertions: Assertions,
  { reportsEvaluated }: FunctionSite,
  needs: ParameterNeeds,
): EvaluatedTracker | undefined {
  if (hasUnevaluatedKeyword(assertions)) return { variable: code`own`, record: (method) => code`own.${method};` };
  if (!reportsEvaluated) return undefined;
  return {
    get variable() {
      needs.evaluated = true;
      return code`seen`;
    },
    record(method) {
      needs.evaluated = true;
      return code`seen?.${method};`;
    },
  };
}

function hasUnevaluatedKeyword({ unevaluatedProperties, unevaluatedItems }: Assertions): boolean {
  return unevaluatedProperties !== undefined || unevaluatedItems !== undefined;
}

/**
 * Adds the statements around a body with `unevaluated…` keywords: they create its own record. If the caller also needs
 * that information, `useCallerRecord` is called and the own record is added to the record of the caller.
 */
function withOwnTracker(
  body: readonly CheckStep[],
  assertions: Assertions,
  { use }: FunctionScope,
  useCallerRecord: (() => void) | undefined,
): readonly CheckStep[] {
  if (!hasUnevaluatedKeyword(assertions)) return body;
  const first = statement(code`const own = ${use("newEvaluated")}();`);
  if (useCallerRecord === undefined) return [first, ...body];
  useCallerRecord();
  return [
    first,
    ...body,
    ...(assertions.unevaluatedProperties === undefined ? [] : [statement(code`own.allProperties();`)]),
    ...(assertions.unevaluatedItems === undefined ? [] : [statement(code`own.items(Infinity);`)]),
    statement(code`seen?.add(own);`),
  ];
}
