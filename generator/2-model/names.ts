/**
 * Coins every name that generated code declares: operations, the stems of their types, schemas and their other
 * forms, security schemes, files. One pass over everything, so that a name depends on what there is and never on
 * what was met first. Whoever asks with the higher rank gets the name; the others get a longer one, made of what they
 * are (tag, method and path; at last a fingerprint of their place) and not of a running number. So a new operation
 * takes no name away from those that would be called otherwise. Of two with the same right to the very same name, the
 * one with the smaller pointer has it: there alone can a newcomer rename another, since nobody remembers who was first.
 */
import type { Rename } from "./api.ts";
import { stemsOf } from "./name-parts.ts";
import { RESERVED_FOR_FILES, RESERVED_FOR_TYPES, RESERVED_FOR_VALUES } from "./reserved.ts";
import { settle, type Settled, type Space } from "./settle.ts";
import {
  componentWish,
  groupWish,
  innerSchemaWish,
  inputWish,
  messageWish,
  type OperationSubject,
  operationWish,
  type SchemaSubject,
  securitySchemeWish,
  stemWish,
} from "./wishes.ts";

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
export function coinNames({ schemas, operations, securitySchemes, tags }: Subjects): Names {
  const types = new Set(RESERVED_FOR_TYPES);
  const components = settle(schemas.filter(({ component }) => component).map(componentWish), spaceOf(types));
  const inputs = settleInputs(schemas, components, types);
  const messages = settleMessages(schemas, components, types);
  const inner = settle(schemas.filter(({ component }) => !component).map(innerSchemaWish), spaceOf(types));
  const innerInputs = settleInputs(schemas, inner, types);
  const innerMessages = settleMessages(schemas, inner, types);

  // `index.ts` exports types and operations side by side.
  const identifiers = [components, inputs, messages, inner, innerInputs, innerMessages].flatMap((settled) => [
    ...settled.names.values(),
  ]);
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
    messageIdentifiers: new Map([...messages.names, ...innerMessages.names]),
    operations: names.names,
    typeNames: typeNames.names,
    securitySchemes: schemes.names,
    groups: settle(tags.map(groupWish), spaceOf(new Set(RESERVED_FOR_FILES))).names,
    renames: [...components.renames, ...names.renames],
  };
}

function settleInputs(schemas: readonly SchemaSubject[], { names }: Settled, types: Set<string>): Settled {
  const wishes = schemas.flatMap(({ pointer, differs }) => {
    const identifier = names.get(pointer);
    return differs && identifier !== undefined ? inputWish(pointer, identifier) : [];
  });
  return settle(wishes, spaceOf(types));
}

function settleMessages(schemas: readonly SchemaSubject[], { names }: Settled, types: Set<string>): Settled {
  const wishes = schemas.flatMap(({ pointer, messageForm }) => {
    const identifier = names.get(pointer);
    return messageForm === "message" && identifier !== undefined ? messageWish(pointer, identifier) : [];
  });
  return settle(wishes, spaceOf(types));
}

function spaceOf(taken: Set<string>): Space {
  return { isFree: (name) => !taken.has(name), claim: (name) => taken.add(name) };
}

/** Stems whose types are all free: none of them is among `taken`, or the type of another stem. */
function stemSpace(taken: readonly string[]): Space & { derives(name: string): boolean } {
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
