/** Proposes names for each subject, best first. `assign-names.ts` decides between subjects. */
import type { SchemaForm } from "../1-document/rewrite/schema-forms.ts";
import { wordsOfSchemaPointer, wordsOfPath } from "./path-words.ts";
import type { NameCandidates } from "./assign-names.ts";
import { camelCase, isIdentifier, pascalCase, fileNameSlug, splitWords } from "./identifiers.ts";

export interface SchemaSubject {
  readonly pointer: string;
  readonly key: string;
  /** True for an entry of `components.schemas`. */
  readonly isComponent: boolean;
  /** True if the request form needs a name of its own. */
  readonly hasInputForm: boolean;
  /** The form that equals the message form. `message` if the message form needs a name of its own. */
  readonly messageForm: SchemaForm;
}

export interface OperationSubject {
  readonly pointer: string;
  readonly operationId: string | undefined;
  readonly method: string;
  /** The path template, or the name of a webhook or callback. */
  readonly path: string;
  /** The first tag. */
  readonly tag: string | undefined;
}

/**
 * Proposes names for a component. A key that is a capitalized identifier is used unchanged. Any other key is
 * converted to PascalCase.
 */
export function componentCandidates({ pointer, key }: SchemaSubject): NameCandidates {
  const isUnchanged = isIdentifier(key) && /^\p{Lu}/u.test(key);
  const converted = isUnchanged ? key : pascalCase(splitWords(key)) || "Schema";
  return {
    subject: pointer,
    from: key,
    rank: isUnchanged ? 0 : 1,
    name: converted,
    otherNames: () => [`${converted}Schema`, `${converted}Type`],
  };
}

export function inputFormCandidates(pointer: string, identifier: string): NameCandidates {
  return { subject: pointer, rank: 0, name: `${identifier}Input`, otherNames: () => [`${identifier}InRequest`] };
}

export function messageFormCandidates(pointer: string, identifier: string): NameCandidates {
  return { subject: pointer, rank: 0, name: `${identifier}Message`, otherNames: () => [`${identifier}InMessage`] };
}

export function innerSchemaCandidates({ pointer }: SchemaSubject): NameCandidates {
  const { short, long } = wordsOfSchemaPointer(pointer);
  return {
    subject: pointer,
    rank: 0,
    name: pascalCase(short) || "Schema",
    otherNames: () => [pascalCase(long) || "Schema"],
  };
}

/**
 * Proposes names for an operation. They become names of methods, so an `operationId` that is an identifier is used
 * unchanged, even if it is a keyword.
 */
export function operationCandidates({ pointer, operationId, method, path, tag }: OperationSubject): NameCandidates {
  const fromPath = [...splitWords(method.toLowerCase()), ...wordsOfPath(path)];
  const isUnchanged = operationId !== undefined && isIdentifier(operationId);
  const converted = isUnchanged ? operationId : camelCase(splitWords(operationId ?? ""));
  const name = converted === "" ? camelCase(fromPath) || "operation" : converted;
  return {
    subject: pointer,
    ...(operationId !== undefined && { from: operationId }),
    rank: candidateRank(isUnchanged, converted !== ""),
    name,
    otherNames: () => [
      ...(tag === undefined ? [] : [name + pascalCase(splitWords(tag))]),
      ...(converted === "" ? [] : [name + pascalCase(fromPath)]),
    ],
  };
}

/** Proposes names for the constant of an operation: its name, unless that is a keyword or the name of a type. */
export function constantCandidates(pointer: string, operation: string, taken: ReadonlySet<string>): NameCandidates {
  const isFree = !taken.has(operation);
  return {
    subject: pointer,
    rank: isFree ? 0 : 1,
    name: isFree ? operation : `${operation}Operation`,
    otherNames: () => [],
  };
}

export function typeNameStemCandidates(pointer: string, operation: string): NameCandidates {
  const stem = pascalCase(splitWords(operation)) || "Operation";
  return {
    subject: pointer,
    rank: candidateRank(stem === operation, stem.slice(1) === operation.slice(1)),
    name: stem,
    otherNames: () => [`${stem}Operation`],
  };
}

export function securitySchemeCandidates(key: string): NameCandidates {
  const isUnchanged = isIdentifier(key);
  const converted = isUnchanged ? key : camelCase(splitWords(key)) || "scheme";
  return { subject: key, rank: isUnchanged ? 0 : 1, name: converted, otherNames: () => [`${converted}Scheme`] };
}

export function groupCandidates(tag: string): NameCandidates {
  const name = fileNameSlug(tag);
  return {
    subject: tag,
    rank: candidateRank(name === tag, name === tag.toLowerCase()),
    name: name || "tag",
    otherNames: () => (name === "" ? [] : [`${name}-group`]),
    separator: "-",
  };
}

function candidateRank(isUnchanged: boolean, close: boolean): number {
  if (isUnchanged) return 0;
  return close ? 1 : 2;
}
