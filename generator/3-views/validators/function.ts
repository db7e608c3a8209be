/** A schema → the text of the function that checks it, without its name. */
import { code, type Code, indent, join, literal } from "../code.ts";
import type { Assertions } from "./assertions.ts";
import { bodyOf } from "./body.ts";
import { nameBelow } from "./function-names.ts";
import type { Callee, Module, CallSite } from "./module.ts";
import { type Calling, NOBODY, type Notes, PLACE, type Relation, type Scope, VALUE, type Where } from "./scope.ts";
import { line, printBody, type CheckStep } from "./steps.ts";

export interface WrittenFunction extends Pick<Callee, "takesRun" | "takesNotes"> {
  readonly text: Code;
}

/** Undefined where the schema allows everything, and nobody refers to it. */
export function writeFunction(assertions: Assertions, site: CallSite, module: Module): WrittenFunction | undefined {
  const needs = { run: false, notes: false };
  const scope = scopeOf(assertions, site, module, needs);
  const body = bodyOf(assertions, scope);
  const { label } = site;
  const charge = label === undefined ? undefined : module.chargeOf(site.check);
  const saysNothing = body.length === 0 && !(site.isTracked && asks(assertions));
  if (saysNothing && label === undefined) return undefined;
  const steps = [
    ...(label === undefined ? [] : [line(code`at = at?.of(${literal(label)});`)]),
    ...(charge === undefined ? [] : [line(code`${module.use("spend")}(run, ${literal(charge)});`)]),
    ...withOwnNotes(body, assertions, scope, site.isTracked ? () => (needs.notes = true) : undefined),
  ];
  // who refers to a check knows what it may need, and not what it does
  const takesRun = needs.run || (label !== undefined && module.isRecursive(site.check));
  const takesNotes = needs.notes || (label !== undefined && site.isTracked);
  const parameters = [
    VALUE,
    PLACE,
    ...(takesRun ? [code`run = ${module.use("begin")}()`] : []),
    ...(takesNotes ? [code`seen`] : []),
  ];
  const lines = printBody(steps).map((statement) => code`  ${indent(statement)}\n`);
  return { text: code`(${join(parameters, code`, `)}) {\n${join(lines, code``)}}\n`, takesRun, takesNotes };
}

/** What the function takes turns out while it is written. */
interface Needs {
  run: boolean;
  notes: boolean;
}

function scopeOf(assertions: Assertions, site: CallSite, module: Module, needs: Needs): Scope {
  const { use, constant } = module;
  const isRecursive = module.isRecursive(site.check);
  const notes = notesOf(assertions, site, needs);

  function calling(callee: Callee, relation: Relation): Calling {
    return (value, where = NOBODY, seen) => {
      if (callee.takesStep && isStep(where)) return code`${callee.name}(${value}, at, ${where.step})`;
      const at = isStep(where) ? code`at?.to(${where.step})` : where;
      const takesRun = callee.takesRun && isRecursive;
      needs.run ||= takesRun;
      if (takesRun && relation !== "same") return code`${use("descend")}(${callee.name}, ${value}, ${at}, run)`;
      const noted = relation === "same" && callee.takesNotes ? (seen ?? notes?.variable ?? NOBODY) : NOBODY;
      if (takesRun && callee.isHeavy) {
        const notesOnce = noted === NOBODY ? [] : [noted, use("evaluated")];
        return code`${use("once")}(${join([callee.name, value, at, code`run`, ...notesOnce], code`, `)})`;
      }
      const run = takesRun ? [code`run`] : callee.takesRun ? [NOBODY] : [];
      return code`${callee.name}(${join(withoutNobody([value, at, ...run, noted]), code`, `)})`;
    };
  }

  return {
    use,
    constant,
    notes,
    check(assertion, name, relation) {
      const isTracked = relation === "same" && notes !== undefined;
      const below = { check: site.check, name: () => nameBelow(site.name(), name), isTracked };
      const callee = module.functionOf(assertion, below);
      return callee && calling(callee, relation);
    },
    reference(target) {
      if (typeof target === "string") return calling(module.named(target), "same");
      const own = module.named(target.name);
      if (target.anchor === undefined) return calling(own, "same");
      needs.run = true;
      const name = code`${use("outermost")}(run, ${literal(target.anchor)}, ${own.name})`;
      return calling({ ...own, name }, "same");
    },
    enter(anchors) {
      needs.run = true;
      const pairs = anchors.map(([anchor, check]) => code`[${literal(anchor)}, ${module.named(check).name}]`);
      return code`run = ${use("enter")}(run, [${join(pairs, code`, `)}]);`;
    },
  };
}

function isStep(where: Where): where is Exclude<Where, Code> {
  return typeof where === "object";
}

/** The arguments up to the last that there is. */
function withoutNobody(values: readonly Code[]): readonly Code[] {
  return values.slice(0, values.findLastIndex((value) => value !== NOBODY) + 1);
}

/** Whoever asks what was looked at notes that for itself; others for those who asked them. */
function notesOf(assertions: Assertions, { isTracked }: CallSite, needs: Needs): Notes | undefined {
  if (asks(assertions)) return { variable: code`own`, note: (method) => code`own.${method};` };
  if (!isTracked) return undefined;
  return {
    get variable() {
      needs.notes = true;
      return code`seen`;
    },
    note(method) {
      needs.notes = true;
      return code`seen?.${method};`;
    },
  };
}

function asks({ unevaluatedProperties, unevaluatedItems }: Assertions): boolean {
  return unevaluatedProperties !== undefined || unevaluatedItems !== undefined;
}

/** `tell`: where somebody else asks as well. */
function withOwnNotes(
  body: readonly CheckStep[],
  assertions: Assertions,
  { use }: Scope,
  tell: (() => void) | undefined,
): readonly CheckStep[] {
  if (!asks(assertions)) return body;
  const first = line(code`const own = ${use("evaluated")}();`);
  if (tell === undefined) return [first, ...body];
  tell();
  return [
    first,
    ...body,
    ...(assertions.unevaluatedProperties === undefined ? [] : [line(code`own.allProperties();`)]),
    ...(assertions.unevaluatedItems === undefined ? [] : [line(code`own.items(Infinity);`)]),
    line(code`seen?.add(own);`),
  ];
}
