/**
 * Assigns every name that generated code declares: operations, their constants, the stems of their types, schemas and
 * their forms, security schemes and files. All names are assigned in one pass, so they do not depend on the order of discovery.
 *
 * If several subjects want a name, the one with the best rank gets it. The others get a longer name from their
 * tag, method and path, and at last a fingerprint of their pointer. They never get a running number, so a new
 * operation rarely renames another. It can do so only if both have the same rank and name, because then the smaller
 * pointer wins.
 */
import type { Rename } from "./api.ts";
import { typeNameStems } from "./path-words.ts";
import { IMPOSSIBLE_CONSTANTS, RESERVED_FOR_FILES, RESERVED_FOR_TYPES, RESERVED_FOR_VALUES } from "./reserved-names.ts";
import { assignNames, type AssignedNames, type NameScope } from "./assign-names.ts";
import {
  componentCandidates,
  constantCandidates,
  groupCandidates,
  innerSchemaCandidates,
  inputFormCandidates,
  messageFormCandidates,
  type OperationSubject,
  operationCandidates,
  type SchemaSubject,
  securitySchemeCandidates,
  typeNameStemCandidates,
} from "./name-candidates.ts";

export interface NameSubjects {
  readonly schemas: readonly SchemaSubject[];
  readonly operations: readonly OperationSubject[];
  /** Keys of the security schemes. */
  readonly securitySchemes: readonly string[];
  readonly tags: readonly string[];
}

export interface ModelNames {
  /** Type names by pointer of the schema. */
  readonly identifiers: ReadonlyMap<string, string>;
  /** Names of request forms that differ, by pointer of the schema. */
  readonly inputIdentifiers: ReadonlyMap<string, string>;
  /** Names of message forms that differ from both others, by pointer of the schema. */
  readonly messageIdentifiers: ReadonlyMap<string, string>;
  /** Operation names by pointer of the operation. They can be any identifiers, and keywords. */
  readonly operations: ReadonlyMap<string, string>;
  /** Names of the constants of operations by pointer of the operation. */
  readonly constants: ReadonlyMap<string, string>;
  /** Stems of type names by pointer of the operation. */
  readonly typeNames: ReadonlyMap<string, string>;
  /** Names of security schemes by key. */
  readonly securitySchemes: ReadonlyMap<string, string>;
  /** File names of groups by tag. */
  readonly groups: ReadonlyMap<string, string>;
  readonly renames: readonly Rename[];
}

/** Assigns valid names that are unique in their scope. The same subjects get the same names in any order. */
export function assignModelNames({ schemas, operations, securitySchemes, tags }: NameSubjects): ModelNames {
  const components = assignNames(
    schemas.filter(({ isComponent }) => isComponent).map(componentCandidates),
    nameScope(new Set()),
  );
  const types = new Set([...RESERVED_FOR_TYPES, ...components.names.values()]);
  const inputs = assignInputNames(schemas, components, types);
  const messages = assignMessageNames(schemas, components, types);
  const inner = assignNames(
    schemas.filter(({ isComponent }) => !isComponent).map(innerSchemaCandidates),
    nameScope(types),
  );
  const innerInputs = assignInputNames(schemas, inner, types);
  const innerMessages = assignMessageNames(schemas, inner, types);

  const names = assignNames(operations.map(operationCandidates), nameScope(new Set()));
  // `index.ts` exports types and the constants of operations, so they share one scope.
  const identifiers = [components, inputs, messages, inner, innerInputs, innerMessages].flatMap((assigned) => [
    ...assigned.names.values(),
  ]);
  const exported = new Set([...IMPOSSIBLE_CONSTANTS, ...identifiers]);
  const constants = assignNames(
    operations.map(({ pointer }) => constantCandidates(pointer, names.names.get(pointer) ?? "", exported)),
    nameScope(exported),
  );
  const stems = typeNameStemScope([...types, ...constants.names.values()]);
  const typeNames = assignNames(
    operations.map(({ pointer }) => typeNameStemCandidates(pointer, names.names.get(pointer) ?? "")),
    stems,
  );
  const values = new Set([...RESERVED_FOR_VALUES, ...exported]);
  const schemes = assignNames(securitySchemes.map(securitySchemeCandidates), {
    isFree: (name) => !values.has(name) && !stems.derives(name),
    claim: (name) => values.add(name),
  });
  return {
    identifiers: new Map([...components.names, ...inner.names]),
    inputIdentifiers: new Map([...inputs.names, ...innerInputs.names]),
    messageIdentifiers: new Map([...messages.names, ...innerMessages.names]),
    operations: names.names,
    constants: constants.names,
    typeNames: typeNames.names,
    securitySchemes: schemes.names,
    groups: assignNames(tags.map(groupCandidates), nameScope(new Set(RESERVED_FOR_FILES))).names,
    renames: [...components.renames, ...names.renames],
  };
}

function assignInputNames(
  schemas: readonly SchemaSubject[],
  { names }: AssignedNames,
  types: Set<string>,
): AssignedNames {
  const candidates = schemas.flatMap(({ pointer, hasInputForm }) => {
    const identifier = names.get(pointer);
    return hasInputForm && identifier !== undefined ? inputFormCandidates(pointer, identifier) : [];
  });
  return assignNames(candidates, nameScope(types));
}

function assignMessageNames(
  schemas: readonly SchemaSubject[],
  { names }: AssignedNames,
  types: Set<string>,
): AssignedNames {
  const candidates = schemas.flatMap(({ pointer, messageForm }) => {
    const identifier = names.get(pointer);
    return messageForm === "message" && identifier !== undefined ? messageFormCandidates(pointer, identifier) : [];
  });
  return assignNames(candidates, nameScope(types));
}

function nameScope(taken: Set<string>): NameScope {
  return { isFree: (name) => !taken.has(name), claim: (name) => taken.add(name) };
}

/** Returns the scope of stems. A stem is free if none of its type names is in `taken` or belongs to another stem. */
function typeNameStemScope(taken: readonly string[]): NameScope & { derives(name: string): boolean } {
  const impossible = new Set(taken.flatMap(typeNameStems));
  const stems = new Set<string>();
  return {
    // A stem that ends in `Response200` can share the type `…Response200Headers` with a shorter stem.
    isFree: (stem) =>
      !impossible.has(stem) && !stems.has(stem) && !typeNameStems(stem).some((shorter) => stems.has(shorter)),
    claim(stem) {
      stems.add(stem);
      for (const shorter of typeNameStems(stem)) impossible.add(shorter);
    },
    derives: (name) => typeNameStems(name).some((stem) => stems.has(stem)),
  };
}
