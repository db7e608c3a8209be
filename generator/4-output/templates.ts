/**
 * Loads and prints Handlebars templates. Only this file uses Handlebars. The engine is isolated and strict: a template
 * can print a field, loop over an array, test a boolean and include a partial. Everything else throws.
 */
import Handlebars from "handlebars";
import { Imports, Reexports, type SpecifierOf } from "../3-views/import-lines.ts";
import { partialNames, template, type TemplateProgram } from "./assets.ts";
import type { BannerView, Views } from "./views.ts";

/** The name of a template that prints a file. */
export type TemplateName = keyof Views;

/** Function that prints the template of a name with its view. The imports of the view become lines. */
export type Render = <Name extends TemplateName>(name: Name, view: Views[Name], specifierOf: SpecifierOf) => string;

const HELPERS = {
  if(this: unknown, flag: unknown, options: Handlebars.HelperOptions): string {
    if (typeof flag !== "boolean") throw new TypeError(`{{#if}} expects a boolean, but got ${typeof flag}`);
    return flag ? options.fn(this) : options.inverse(this);
  },
  each(list: unknown, options: Handlebars.HelperOptions): string {
    if (!Array.isArray(list)) throw new TypeError(`{{#each}} expects an array, but got ${typeof list}`);
    return list.map((item: unknown) => options.fn(item)).join("");
  },
};

/** Options to compile templates, in the build and from source. */
const COMPILE_OPTIONS = {
  strict: true,
  noEscape: true, // views contain `Code`, which is already escaped
  knownHelpersOnly: true,
  knownHelpers: { if: true, each: true, unless: false, with: false, lookup: false, log: false },
} satisfies CompileOptions;

/**
 * Loads the template engine for one run.
 *
 * @param banner is available to every template by `{{> banner}}`, in addition to its view.
 */
export function loadTemplates(banner: BannerView): Render {
  const engine = strictEngine();
  const loaded = new Map<TemplateName, Handlebars.TemplateDelegate<object>>();
  return (name, view, specifierOf) => {
    const print = loaded.get(name) ?? compileProgram(engine, template(name));
    loaded.set(name, print);
    return print({ ...banner, ...withImportLines(view, specifierOf) });
  };
}

function withImportLines(view: object, specifierOf: SpecifierOf): object {
  const fields = Object.entries(view).map(([name, value]: [string, unknown]) => {
    const isCollected = value instanceof Imports || value instanceof Reexports;
    return [name, isCollected ? value.lines(specifierOf) : value] as const;
  });
  return Object.fromEntries(fields);
}

/** Compiles a template that is not in `templates/`, for tests. */
export function compileTemplate(source: string): (view: object) => string {
  return compileProgram(strictEngine(), source);
}

/** Returns the JavaScript source of a compiled template, for the build. */
export function precompile(source: string): string {
  return String(Handlebars.precompile(source, COMPILE_OPTIONS));
}

/** Returns the syntax tree of a template, for the lint. */
export function parseTemplate(source: string): hbs.AST.Program {
  return Handlebars.parse(source);
}

function strictEngine(): typeof Handlebars {
  const engine = Handlebars.create();
  for (const name of Object.keys(engine.helpers)) engine.unregisterHelper(name);
  engine.unregisterDecorator("inline");
  engine.registerHelper(HELPERS);
  for (const name of partialNames()) engine.registerPartial(name, compileProgram(engine, template(`partials/${name}`)));
  return engine;
}

function compileProgram(engine: typeof Handlebars, program: TemplateProgram): Handlebars.TemplateDelegate<object> {
  return typeof program === "string" ? engine.compile(program, COMPILE_OPTIONS) : engine.template(program);
}
