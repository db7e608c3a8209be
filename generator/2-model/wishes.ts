/** What everything would like to be called, best first; `settle.ts` decides who is. */
import type { Form } from "../1-document/rewrite/variants.ts";
import { innerSchemaWords, pathWords } from "./name-parts.ts";
import { RESERVED_FOR_TYPES, RESERVED_FOR_VALUES } from "./reserved.ts";
import type { Wish } from "./settle.ts";
import { camelCase, isIdentifier, pascalCase, slug, wordsOf } from "./words.ts";

export interface SchemaSubject {
  readonly pointer: string;
  readonly key: string;
  /** An entry of `components.schemas`. */
  readonly component: boolean;
  /** Whether the request form needs a name of its own. */
  readonly differs: boolean;
  /** The form that the form of messages is the same as; itself where it needs a name of its own. */
  readonly messageForm: Form;
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

/** A capitalised identifier is the type's name as it stands; anything else is spelled like one. */
export function componentWish({ pointer, key }: SchemaSubject): Wish {
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

export function inputWish(pointer: string, identifier: string): Wish {
  return { subject: pointer, rank: 0, name: `${identifier}Input`, otherNames: () => [`${identifier}InRequest`] };
}

export function messageWish(pointer: string, identifier: string): Wish {
  return { subject: pointer, rank: 0, name: `${identifier}Message`, otherNames: () => [`${identifier}InMessage`] };
}

export function innerSchemaWish({ pointer }: SchemaSubject): Wish {
  const { short, long } = innerSchemaWords(pointer);
  return {
    subject: pointer,
    rank: 0,
    name: pascalCase(short) || "Schema",
    otherNames: () => [pascalCase(long) || "Schema"],
  };
}

/** An `operationId` that is an identifier, and none of those that are `taken`, is the operation's name as it stands. */
export function operationWish(
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

export function stemWish(pointer: string, operation: string): Wish {
  const stem = pascalCase(wordsOf(operation)) || "Operation";
  return {
    subject: pointer,
    rank: rankOf(stem === operation, stem.slice(1) === operation.slice(1)),
    name: stem,
    otherNames: () => [`${stem}Operation`],
  };
}

export function securitySchemeWish(key: string): Wish {
  const exact = isIdentifier(key);
  const spelled = exact ? key : camelCase(wordsOf(key)) || "scheme";
  return { subject: key, rank: exact ? 0 : 1, name: spelled, otherNames: () => [`${spelled}Scheme`] };
}

export function groupWish(tag: string): Wish {
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
