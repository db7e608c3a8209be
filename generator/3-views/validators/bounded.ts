/**
 * ajv collects every complaint, and joins those of a called function by copying: ten thousand wrong items would
 * be a hundred million copies. A loop that has found enough can stop, because whatever it is part of has failed.
 */
import { _, CodeGen, type Name } from "ajv/dist/compile/codegen/index.js";
import { resetErrorsCount } from "ajv/dist/compile/errors.js";
import type { KeywordDefinition } from "ajv/dist/types/index.js";
import { VARIABLES } from "./ajv.ts";

const { errors } = VARIABLES;

/** As many complaints about the parts of one value are enough. */
const ENOUGH = 20;

/** The same keyword, whose loops over items and properties stop when they have found enough. */
export function bounded(definition: KeywordDefinition): KeywordDefinition {
  if (!("code" in definition)) return definition;
  // `contains` looks for one item that fits: it goes on, and forgets what was wrong with the items before.
  const [before, after] = definition.keyword === "contains" ? [resetErrorsCount, pass] : [pass, stopWhenEnough];
  return {
    ...definition,
    code(cxt, type) {
      const { gen } = cxt;
      const outer = { forRange: gen.forRange, forIn: gen.forIn };
      const { forRange, forIn } = CodeGen.prototype;
      gen.forRange = (name, from, to, body, kind) =>
        forRange.call(gen, name, from, to, watched(gen, body, before, after), kind);
      gen.forIn = (name, object, body, kind) => forIn.call(gen, name, object, watched(gen, body, before, after), kind);
      definition.code(cxt, type);
      Object.assign(gen, outer);
    },
  };
}

type Step = (gen: CodeGen, errorsBefore: Name) => void;

function watched(gen: CodeGen, body: (item: Name) => void, before: Step, after: Step): (item: Name) => void {
  const errorsBefore = gen.const("_errs", errors);
  return (item) => {
    before(gen, errorsBefore);
    body(item);
    after(gen, errorsBefore);
  };
}

function stopWhenEnough(gen: CodeGen, errorsBefore: Name): void {
  gen.if(_`${errors} - ${errorsBefore} >= ${ENOUGH}`, () => gen.break());
}

function pass(): void {}
