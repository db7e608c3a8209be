/** Compiles validators and runs their source code together with the runtime. */
import type { Api } from "../../generator/2-model/api.ts";
import { validatorsView, type ValidatorsView } from "../../generator/3-views/validators.ts";
import { stripValidatorTypes } from "../../generator/5-program/strip-validators.ts";
import * as checks from "../../templates/runtime/validation/checks.ts";
import * as evaluated from "../../templates/runtime/validation/evaluated.ts";
import * as formats from "../../templates/runtime/validation/formats.ts";
import * as issues from "../../templates/runtime/validation/issues.ts";
import * as patterns from "../../templates/runtime/validation/patterns.ts";
import * as recursion from "../../templates/runtime/validation/recursion.ts";
import { sameValidator, validator, type Validator } from "../../templates/runtime/validation/validation.ts";

export type Validators = Readonly<Record<string, Validator<unknown>>>;

/** Returns the exports of `validators.ts` by name. */
export function validatorsOf(api: Api): Validators {
  return runValidators(validatorsView(api));
}

/** Runs the source of a module. The runtime is in scope instead of imports. */
export function runValidators({ functions, validators }: Pick<ValidatorsView, "functions" | "validators">): Validators {
  const modules = {
    validator,
    sameValidator,
    ...checks,
    ...evaluated,
    ...formats,
    ...issues,
    ...patterns,
    ...recursion,
  };
  const runtime = Object.fromEntries(Object.entries(modules).filter(([name]) => /^[a-z]/.test(name))); // functions only, no classes
  const entries = validators.map(({ name, constant }) => `${name}: ${constant}`);
  const body = validators.map(({ source, constant, value }) => `${source}const ${constant} = ${value};\n`).join("");
  // oxlint-disable-next-line no-new-func -- the string under test is a program
  const load = new Function(
    ...Object.keys(runtime),
    `"use strict";\n${stripValidatorTypes(functions.join("\n") + body)}return { ${entries.join(", ")} };`,
  );
  return load(...Object.values(runtime)) as Validators; // one entry per export, each created by `validator`
}
