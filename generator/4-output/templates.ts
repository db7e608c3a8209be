/**
 * The one file that knows Handlebars. The engine is isolated and strict: a template can print a field,
 * walk a list, test a boolean and include a partial; whatever else it tries throws.
 */
import Handlebars from "handlebars";
import { partialNames, template, type TemplateProgram } from "./assets.ts";
import type { BannerView, Views } from "./views.ts";

export type TemplateName = keyof Views;

/** Prints the template of this name with the view that belongs to it. */
export type Render = <Name extends TemplateName>(name: Name, view: Views[Name]) => string;

const HELPERS = {
  if(this: unknown, flag: unknown, options: Handlebars.HelperOptions): string {
    if (typeof flag !== "boolean") throw new TypeError(`{{#if}} wants a boolean and got ${typeof flag}`);
    return flag ? options.fn(this) : options.inverse(this);
  },
  each(list: unknown, options: Handlebars.HelperOptions): string {
    if (!Array.isArray(list)) throw new TypeError(`{{#each}} wants a list and got ${typeof list}`);
    return list.map((item: unknown) => options.fn(item)).join("");
  },
};

/** How every template is compiled, in the build and from source alike. */
const COMPILE_OPTIONS = {
  strict: true,
  noEscape: true, // views hold `Code`, which is escaped for its place already
  knownHelpersOnly: true,
  knownHelpers: { if: true, each: true, unless: false, with: false, lookup: false, log: false },
} satisfies CompileOptions;

/**
 * Loads the engine for one run.
 *
 * @param banner what every template may print through `{{> banner}}`, beside its own view.
 */
export function loadTemplates(banner: BannerView): Render {
  const engine = strictEngine();
  const loaded = new Map<TemplateName, Handlebars.TemplateDelegate<object>>();
  return (name, view) => {
    const print = loaded.get(name) ?? load(engine, template(name));
    loaded.set(name, print);
    return print({ ...banner, ...view });
  };
}

/** A template that is not in `templates/`, for tests. */
export function compileTemplate(source: string): (view: object) => string {
  return load(strictEngine(), source);
}

/** The JavaScript source of a compiled template, for the build. */
export function precompile(source: string): string {
  return String(Handlebars.precompile(source, COMPILE_OPTIONS));
}

/** The syntax tree of a template, for the lint. */
export function parse(source: string): hbs.AST.Program {
  return Handlebars.parse(source);
}

function strictEngine(): typeof Handlebars {
  const engine = Handlebars.create();
  for (const name of Object.keys(engine.helpers)) engine.unregisterHelper(name);
  engine.unregisterDecorator("inline");
  engine.registerHelper(HELPERS);
  for (const name of partialNames()) engine.registerPartial(name, load(engine, template(`partials/${name}`)));
  return engine;
}

function load(engine: typeof Handlebars, program: TemplateProgram): Handlebars.TemplateDelegate<object> {
  return typeof program === "string" ? engine.compile(program, COMPILE_OPTIONS) : engine.template(program);
}
