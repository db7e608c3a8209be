/**
 * Coins every name that generated code declares: operations, the stems of their types, schemas and their request
 * forms, security schemes, files. One pass over everything, so that a name depends on what there is and never on
 * what was met first. Whoever asks with the higher rank gets the name; the others get a longer one, made of what they
 * are (tag, method and path; at last a fingerprint of their place) and not of a running number. So a new operation
 * takes no name away from those that would be called otherwise.
 */
import type { Rename } from "./api.ts";
import { RESERVED_FOR_FILES, RESERVED_FOR_TYPES, RESERVED_FOR_VALUES } from "./reserved.ts";
import { innerSchemaWords, pathWords, stemsOf } from "./name-parts.ts";
import { settle, type Settled, type Wish } from "./settle.ts";
import { camelCase, isIdentifier, pascalCase, slug, wordsOf } from "./words.ts";

export interface SchemaSubject {
  readonly pointer: string;
  readonly key: string;
  /** An entry of `components.schemas`. */
  readonly component: boolean;
  /** Whether the request form needs a name of its own. */
  readonly differs: boolean;
}

export interface OperationSubject {
  readonly pointer: string;
  readonly operationId: string | undefined;
  readonly method: string;
  /** A path template; of webhooks and callbacks their name. */
  readonly path: string;
  /** First tag. */
  readonly tag: string | undefined;
}

export interface Subjects {
  readonly schemas: readonly SchemaSubject[];
  readonly operations: readonly OperationSubject[];
  /** Keys of the security schemes. */
  readonly securitySchemes: readonly string[];
  readonly tags: readonly string[];
}

export interface Names {
  /** By pointer of the schema. */
  readonly identifiers: ReadonlyMap<string, string>;
  /** By pointer of the schemas whose request form differs. */
  readonly inputIdentifiers: ReadonlyMap<string, string>;
  /** By pointer of the operation. */
  readonly operations: ReadonlyMap<string, string>;
  /** By pointer of the operation. */
  readonly typeNames: ReadonlyMap<string, string>;
  /** By key of the security scheme. */
  readonly securitySchemes: ReadonlyMap<string, string>;
  /** By tag. */
  readonly groups: ReadonlyMap<string, string>;
  readonly renames: readonly Rename[];
}

/** Names for all `subjects`: legal, unique where they meet, the same for the same subjects in any order. */
export function coinNames({ schemas, operations, securitySchemes, tags }: Subjects): Names {
  const types = new Set(RESERVED_FOR_TYPES);
  const components = settle(schemas.filter(({ component }) => component).map(componentWish), spaceOf(types));
  const inputs = settleInputs(schemas, components, types);
  const inner = settle(schemas.filter(({ component }) => !component).map(innerSchemaWish), spaceOf(types));
  const innerInputs = settleInputs(schemas, inner, types);

  // `index.ts` exports types and operations side by side.
  const identifiers = [components, inputs, inner, innerInputs].flatMap((settled) => [...settled.names.values()]);
  const values = new Set([...RESERVED_FOR_VALUES, ...identifiers]);
  const names = settle(
    operations.map((operation) => operationWish(operation, values)),
    spaceOf(values),
  );
  const stems = stemSpace([...types, ...names.names.values()]);
  const typeNames = settle(
    operations.map(({ pointer }) => stemWish(pointer, names.names.get(pointer) ?? "")),
    stems,
  );
  const schemes = settle(securitySchemes.map(securitySchemeWish), {
    isFree: (name) => !values.has(name) && !stems.derives(name),
    claim: (name) => values.add(name),
  });
  return {
    identifiers: new Map([...components.names, ...inner.names]),
    inputIdentifiers: new Map([...inputs.names, ...innerInputs.names]),
    operations: names.names,
    typeNames: typeNames.names,
    securitySchemes: schemes.names,
    groups: settle(tags.map(groupWish), spaceOf(new Set(RESERVED_FOR_FILES))).names,
    renames: [...components.renames, ...names.renames],
  };
}

/** A capitalised identifier is the type's name as it stands; anything else is spelled like one. */
function componentWish({ pointer, key }: SchemaSubject): Wish {
  const exact = isIdentifier(key) && /^\p{Lu}/u.test(key);
  const spelled = exact ? key : pascalCase(wordsOf(key)) || "Schema";
  const evades = evasion(spelled, RESERVED_FOR_TYPES);
  return {
    subject: pointer,
    from: key,
    rank: exact && evades === undefined ? 0 : 1,
    name: evades === undefined ? spelled : `${spelled}Schema`,
    ...(evades !== undefined && { evades }),
    otherNames: () => [`${spelled}Schema`, `${spelled}Type`],
  };
}

function innerSchemaWish({ pointer }: SchemaSubject): Wish {
  const { short, long } = innerSchemaWords(pointer);
  return {
    subject: pointer,
    rank: 0,
    name: pascalCase(short) || "Schema",
    otherNames: () => [pascalCase(long) || "Schema"],
  };
}

function settleInputs(schemas: readonly SchemaSubject[], { names }: Settled, types: Set<string>): Settled {
  const wishes = schemas.flatMap(({ pointer, differs }) => {
    const identifier = names.get(pointer);
    if (!differs || identifier === undefined) return [];
    return { subject: pointer, rank: 0, name: `${identifier}Input`, otherNames: () => [`${identifier}InRequest`] };
  });
  return settle(wishes, spaceOf(types));
}

/** An `operationId` that is an identifier, and none of those that are `taken`, is the operation's name as it stands. */
function operationWish(
  { pointer, operationId, method, path, tag }: OperationSubject,
  taken: ReadonlySet<string>,
): Wish {
  const fromPath = [...wordsOf(method.toLowerCase()), ...pathWords(path)];
  const exact = operationId !== undefined && isIdentifier(operationId);
  const spelled = exact ? operationId : camelCase(wordsOf(operationId ?? ""));
  const name = spelled === "" ? camelCase(fromPath) || "operation" : spelled;
  const evades = evasion(name, RESERVED_FOR_VALUES, taken);
  return {
    subject: pointer,
    ...(operationId !== undefined && { from: operationId }),
    rank: rankOf(exact && evades === undefined, spelled !== ""),
    name: evades === undefined ? name : `${name}Operation`,
    ...(evades !== undefined && { evades }),
    otherNames: () => [
      ...(tag === undefined ? [] : [name + pascalCase(wordsOf(tag))]),
      ...(spelled === "" ? [] : [name + pascalCase(fromPath)]),
    ],
  };
}

function stemWish(pointer: string, operation: string): Wish {
  const stem = pascalCase(wordsOf(operation)) || "Operation";
  return {
    subject: pointer,
    rank: rankOf(stem === operation, stem.slice(1) === operation.slice(1)),
    name: stem,
    otherNames: () => [`${stem}Operation`],
  };
}

function securitySchemeWish(key: string): Wish {
  const exact = isIdentifier(key);
  const spelled = exact ? key : camelCase(wordsOf(key)) || "scheme";
  return { subject: key, rank: exact ? 0 : 1, name: spelled, otherNames: () => [`${spelled}Scheme`] };
}

function groupWish(tag: string): Wish {
  const name = slug(tag);
  return {
    subject: tag,
    rank: rankOf(name === tag, name === tag.toLowerCase()),
    name: name || "tag",
    otherNames: () => (name === "" ? [] : [`${name}-group`]),
    separator: "-",
  };
}

/** Why a name cannot even be asked for. */
function evasion(
  name: string,
  reserved: ReadonlySet<string>,
  taken: ReadonlySet<string> = reserved,
): NonNullable<Wish["evades"]> | undefined {
  if (reserved.has(name)) return "reserved";
  return taken.has(name) ? "taken" : undefined;
}

function rankOf(exact: boolean, close: boolean): number {
  if (exact) return 0;
  return close ? 1 : 2;
}

function spaceOf(taken: Set<string>): { isFree(name: string): boolean; claim(name: string): void } {
  return { isFree: (name) => !taken.has(name), claim: (name) => taken.add(name) };
}

/** Stems whose types are all free: none of them is among `taken`, or the type of another stem. */
function stemSpace(taken: readonly string[]): ReturnType<typeof spaceOf> & { derives(name: string): boolean } {
  const impossible = new Set(taken.flatMap(stemsOf));
  const stems = new Set<string>();
  return {
    // A stem may end in `Response200` and so have the type `…Response200Headers` in common with a shorter one.
    isFree: (stem) => !impossible.has(stem) && !stems.has(stem) && !stemsOf(stem).some((shorter) => stems.has(shorter)),
    claim(stem) {
      stems.add(stem);
      for (const shorter of stemsOf(stem)) impossible.add(shorter);
    },
    derives: (name) => stemsOf(name).some((stem) => stems.has(stem)),
  };
}
