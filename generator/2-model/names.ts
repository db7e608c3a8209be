/**
 * Coins every name that generated code declares: operations, the stems of their types, schemas and their other
 * forms, security schemes, files. One pass over everything, so that a name depends on what there is and never on
 * what was met first. Whoever asks with the higher rank gets the name; the others get a longer one, made of what they
 * are (tag, method and path; at last a fingerprint of their place) and not of a running number. So a new operation
 * takes no name away from those that would be called otherwise. Of two with the same right to the very same name, the
 * one with the smaller pointer has it: there alone can a newcomer rename another, since nobody remembers who was first.
 */
import type { Rename } from "./api.ts";
import { typeNameStems } from "./path-words.ts";
import { RESERVED_FOR_FILES, RESERVED_FOR_TYPES, RESERVED_FOR_VALUES } from "./reserved-names.ts";
import { assignNames, type AssignedNames, type NameScope } from "./assign-names.ts";
import {
  componentCandidates,
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
  /** By pointer of the schema. */
  readonly identifiers: ReadonlyMap<string, string>;
  /** By pointer of the schemas whose request form differs. */
  readonly inputIdentifiers: ReadonlyMap<string, string>;
  /** By pointer of the schemas whose form in messages differs from both others. */
  readonly messageIdentifiers: ReadonlyMap<string, string>;
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
export function assignModelNames({ schemas, operations, securitySchemes, tags }: NameSubjects): ModelNames {
  const types = new Set(RESERVED_FOR_TYPES);
  const components = assignNames(
    schemas.filter(({ isComponent }) => isComponent).map(componentCandidates),
    nameScope(types),
  );
  const inputs = assignInputNames(schemas, components, types);
  const messages = assignMessageNames(schemas, components, types);
  const inner = assignNames(
    schemas.filter(({ isComponent }) => !isComponent).map(innerSchemaCandidates),
    nameScope(types),
  );
  const innerInputs = assignInputNames(schemas, inner, types);
  const innerMessages = assignMessageNames(schemas, inner, types);

  // `index.ts` exports types and operations side by side.
  const identifiers = [components, inputs, messages, inner, innerInputs, innerMessages].flatMap((assigned) => [
    ...assigned.names.values(),
  ]);
  const values = new Set([...RESERVED_FOR_VALUES, ...identifiers]);
  const names = assignNames(
    operations.map((operation) => operationCandidates(operation, values)),
    nameScope(values),
  );
  const stems = typeNameStemScope([...types, ...names.names.values()]);
  const typeNames = assignNames(
    operations.map(({ pointer }) => typeNameStemCandidates(pointer, names.names.get(pointer) ?? "")),
    stems,
  );
  const schemes = assignNames(securitySchemes.map(securitySchemeCandidates), {
    isFree: (name) => !values.has(name) && !stems.derives(name),
    claim: (name) => values.add(name),
  });
  return {
    identifiers: new Map([...components.names, ...inner.names]),
    inputIdentifiers: new Map([...inputs.names, ...innerInputs.names]),
    messageIdentifiers: new Map([...messages.names, ...innerMessages.names]),
    operations: names.names,
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
  const wishes = schemas.flatMap(({ pointer, hasInputForm }) => {
    const identifier = names.get(pointer);
    return hasInputForm && identifier !== undefined ? inputFormCandidates(pointer, identifier) : [];
  });
  return assignNames(wishes, nameScope(types));
}

function assignMessageNames(
  schemas: readonly SchemaSubject[],
  { names }: AssignedNames,
  types: Set<string>,
): AssignedNames {
  const wishes = schemas.flatMap(({ pointer, messageForm }) => {
    const identifier = names.get(pointer);
    return messageForm === "message" && identifier !== undefined ? messageFormCandidates(pointer, identifier) : [];
  });
  return assignNames(wishes, nameScope(types));
}

function nameScope(taken: Set<string>): NameScope {
  return { isFree: (name) => !taken.has(name), claim: (name) => taken.add(name) };
}

/** Stems whose types are all free: none of them is among `taken`, or the type of another stem. */
function typeNameStemScope(taken: readonly string[]): NameScope & { derives(name: string): boolean } {
  const impossible = new Set(taken.flatMap(typeNameStems));
  const stems = new Set<string>();
  return {
    // A stem may end in `Response200` and so have the type `…Response200Headers` in common with a shorter one.
    isFree: (stem) =>
      !impossible.has(stem) && !stems.has(stem) && !typeNameStems(stem).some((shorter) => stems.has(shorter)),
    claim(stem) {
      stems.add(stem);
      for (const shorter of typeNameStems(stem)) impossible.add(shorter);
    },
    derives: (name) => typeNameStems(name).some((stem) => stems.has(stem)),
  };
}
