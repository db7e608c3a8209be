/**
 * The import lines and re-export lines of generated files. A view collects names here; the lines are printed later,
 * when the place of the file in the output is known.
 *
 * A module is named by its path from the root of the output, without extension: `runtime/client/client`. The name of a
 * package has the prefix `npm:`: `npm:openapi-fetch`.
 */
import { code, type Code, identifier, join, literal } from "./code.ts";
import { OWN_NAMES } from "../2-model/reserved-names.ts";
import { LINE_WIDTH } from "./layout.ts";

/** Returns the specifier that an import writes for a module, such as `../runtime/operation.js`. */
export type SpecifierOf = (module: string) => string;

/** Collects names by module, and remembers which of them are only used as types. */
abstract class ModuleLines {
  readonly #modules = new Map<string, Map<Code, boolean>>();

  protected abstract readonly keyword: Code;

  /** Returns the modules that the lines name, sorted. */
  get modules(): readonly string[] {
    return [...this.#modules.keys()].toSorted();
  }

  /** Returns one statement per module, sorted by module. */
  lines(specifierOf: SpecifierOf): readonly Code[] {
    return this.modules.flatMap((module) => {
      const specifier = literal(specifierOf(module));
      const clauses = [...(this.#modules.get(module) ?? [])].map(([text, isType]) => ({ text, isType }));
      const stars = clauses.filter(({ text }) => text.startsWith("*"));
      const names = clauses.filter(({ text }) => !text.startsWith("*")).toSorted(byName);
      return [
        ...stars.map(
          ({ text, isType }) => code`${this.keyword}${isType ? code` type` : code``} ${text} from ${specifier};`,
        ),
        ...(names.length === 0 ? [] : [namedStatement(this.keyword, names, specifier)]),
      ];
    });
  }

  /** Adds one name. If it is used as a value and as a type, it counts as a value. */
  protected collect(module: string, clause: Code, isType: boolean): void {
    if (!MODULE.test(module)) throw new Error(`not the name of a module: ${module}`);
    const clauses = this.#modules.get(module) ?? new Map<Code, boolean>();
    this.#modules.set(module, clauses.set(clause, isType && clauses.get(clause) !== false));
  }
}

/**
 * The imports of one generated file. Each method returns the name that the file uses, ready to be printed. It has
 * underscores at its end if the file needs the name for something else: `import { send as send_ }`.
 */
export class Imports extends ModuleLines {
  protected readonly keyword: Code = code`import`;
  readonly #taken: Set<string>;
  readonly #locals = new Map<string, Code>();

  /** `declared` holds the names of the description that the file declares. Imports give way to them. */
  constructor(declared: Iterable<string> = []) {
    super();
    this.#taken = new Set(declared);
  }

  /** Imports a value: `import { createSender } from "./runtime/client/client.js"`. */
  use(module: string, name: string): Code {
    return this.#name(module, name, false);
  }

  /** Imports a type: `import type { Auth } from "./security.js"`. */
  useType(module: string, name: string): Code {
    return this.#name(module, name, true);
  }

  /** Imports a module as one object: `import * as validators from "./validators.js"`. */
  useAll(module: string, name: string): Code {
    const local = this.#local(module, "*", name);
    this.collect(module, code`* as ${local}`, false);
    return local;
  }

  /** Imports the types of a module as one namespace: `import type * as types from "./types.js"`. */
  useAllTypes(module: string, name: string): Code {
    const local = this.#local(module, "*", name);
    this.collect(module, code`* as ${local}`, true);
    return local;
  }

  #name(module: string, name: string, isType: boolean): Code {
    const local = this.#local(module, name, name);
    this.collect(module, local === name ? local : code`${identifier(name)} as ${local}`, isType);
    return local;
  }

  /** Returns the name of an import in this file: `wish`, or the first of `wish_`, `wish__`, … that is free. */
  #local(module: string, exported: string, wish: string): Code {
    const subject = `${module} ${exported}`;
    const known = this.#locals.get(subject);
    if (known !== undefined) return known;
    const avoided = exported !== "*" && DESCRIPTION_MODULE.test(module) ? OWN_NAMES : NO_NAMES;
    let name = wish;
    while (this.#taken.has(name) || avoided.has(name)) name += "_";
    this.#taken.add(name);
    const local = identifier(name);
    this.#locals.set(subject, local);
    return local;
  }
}

/** The exports of one generated file that come from other modules. */
export class Reexports extends ModuleLines {
  protected readonly keyword: Code = code`export`;

  /** Exports a value, under another name if one is given: `export { unwrap } from "./runtime/result.js"`. */
  add(module: string, name: string, exportedName: string = name): void {
    this.#add(module, name, exportedName, false);
  }

  /** Exports a type, under another name if one is given. */
  addType(module: string, name: string, exportedName: string = name): void {
    this.#add(module, name, exportedName, true);
  }

  #add(module: string, name: string, exportedName: string, isType: boolean): void {
    const isSame = exportedName === name;
    this.collect(module, isSame ? identifier(name) : code`${identifier(name)} as ${identifier(exportedName)}`, isType);
  }

  /** Exports everything: `export * from "./types.js"`. */
  addAll(module: string): void {
    this.collect(module, code`*`, false);
  }

  /** Exports all types: `export type * from "./handlers.js"`. */
  addAllTypes(module: string): void {
    this.collect(module, code`*`, true);
  }
}

/** Modules whose exports have names of the description. */
const DESCRIPTION_MODULE = /^(?:types|operations\/.*)$/;

const NO_NAMES: ReadonlySet<string> = new Set();

const MODULE = /^(?:npm:(?:\.{1,2}\/)*@?)?[a-z0-9][\w.-]*(?:\/[a-z0-9][\w.-]*)*$/i;

interface NameClause {
  readonly text: Code;
  readonly isType: boolean;
}

/** Prints the names on one line if they fit, else one per line. */
function namedStatement(keyword: Code, names: readonly NameClause[], specifier: Code): Code {
  const hasOnlyTypes = names.every(({ isType }) => isType);
  const start = hasOnlyTypes ? code`${keyword} type` : keyword;
  const texts = names.map(({ text, isType }) => (isType && !hasOnlyTypes ? code`type ${text}` : text));
  const oneLine = code`${start} { ${join(texts, code`, `)} } from ${specifier};`;
  if (oneLine.length <= LINE_WIDTH) return oneLine;
  return code`${start} {\n  ${join(texts, code`,\n  `)},\n} from ${specifier};`;
}

/** Compares names without regard to case, so that a value stands beside its type. */
function byName({ text: one }: NameClause, { text: other }: NameClause): number {
  const [lowerOne, lowerOther] = [one.toLowerCase(), other.toLowerCase()];
  if (lowerOne !== lowerOther) return lowerOne < lowerOther ? -1 : 1;
  return one < other ? -1 : 1;
}
