/** Assigns names when several subjects want the same one: by rank, then by pointer, never by order of discovery. */
import type { Rename } from "./api.ts";
import { fingerprint } from "./identifiers.ts";

/** A subject that needs a name, and its candidates. */
export interface NameCandidates {
  /** Pointer or key. Unique among the candidates that are assigned together, and the same in every run. */
  readonly subject: string;
  /** The name in the description. Absent if renaming need not be reported. */
  readonly from?: string;
  /** The rank. The lower number wins. */
  readonly rank: number;
  readonly name: string;
  /** Returns the further candidates, best first. */
  readonly otherNames: () => readonly string[];
  /** The separator before a fingerprint. Default: `_`. */
  readonly separator?: string;
}

/** A scope in which names must be unique. */
export interface NameScope {
  isFree(name: string): boolean;
  claim(name: string): void;
}

export interface AssignedNames {
  /** Names by subject. */
  readonly names: ReadonlyMap<string, string>;
  readonly renames: readonly Rename[];
}

/**
 * Assigns names. All first candidates are tried before any second one, so that a subject never loses its first
 * candidate to another subject's second one.
 */
export function assignNames(candidates: readonly NameCandidates[], space: NameScope): AssignedNames {
  const names = new Map<string, string>();
  const renames: Rename[] = [];
  let waiting = candidates.toSorted((one, other) => one.rank - other.rank || (one.subject < other.subject ? -1 : 1));
  for (let round = 0; waiting.length > 0; round++) {
    waiting = waiting.filter((subject) => {
      const name = candidateForRound(subject, round);
      if (!space.isFree(name)) return true;
      space.claim(name);
      names.set(subject.subject, name);
      if (subject.from !== undefined && subject.from !== name) {
        renames.push({
          pointer: subject.subject,
          from: subject.from,
          to: name,
          reason: round > 0 ? "taken" : "spelling",
        });
      }
      return false;
    });
  }
  return { names, renames };
}

function candidateForRound({ name, otherNames, subject, separator = "_" }: NameCandidates, round: number): string {
  if (round === 0) return name;
  const others = otherNames();
  const salt = round > others.length + 1 ? ` ${round}` : "";
  return others[round - 1] ?? `${name}${separator}${fingerprint(subject + salt)}`;
}
