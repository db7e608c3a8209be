/** Who gets which name, where several ask for the same: by rank, then by place, never by order of discovery. */
import type { Rename } from "./api.ts";
import { fingerprint } from "./identifiers.ts";

/** A subject and the names that it would like to have. */
export interface NameCandidates {
  /** Pointer or key: unique among the wishes that are settled together, and the same from run to run. */
  readonly subject: string;
  /** What the description calls it; absent where nobody would miss a name. */
  readonly from?: string;
  /** The lower number wins. */
  readonly rank: number;
  readonly name: string;
  /** Where `name` already avoids the one that would be natural: what that is. */
  readonly avoided?: "reserved" | "taken";
  /** The next choices, best first. */
  readonly otherNames: () => readonly string[];
  /** Before a fingerprint; default `_`. */
  readonly separator?: string;
}

/** Where names must differ. */
export interface NameScope {
  isFree(name: string): boolean;
  claim(name: string): void;
}

export interface AssignedNames {
  /** By subject. */
  readonly names: ReadonlyMap<string, string>;
  readonly renames: readonly Rename[];
}

/**
 * Every first choice is settled before any second one, so that nobody who is merely close to a name takes it from
 * somebody whose name it is.
 */
export function assignNames(candidates: readonly NameCandidates[], space: NameScope): AssignedNames {
  const names = new Map<string, string>();
  const renames: Rename[] = [];
  let waiting = candidates.toSorted((one, other) => one.rank - other.rank || (one.subject < other.subject ? -1 : 1));
  for (let round = 0; waiting.length > 0; round++) {
    waiting = waiting.filter((wish) => {
      const name = candidateForRound(wish, round);
      if (!space.isFree(name)) return true;
      space.claim(name);
      names.set(wish.subject, name);
      if (wish.from !== undefined && wish.from !== name) {
        renames.push({ pointer: wish.subject, from: wish.from, to: name, reason: renameReason(wish, round) });
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

function renameReason({ avoided }: NameCandidates, round: number): Rename["reason"] {
  return round > 0 ? "taken" : (avoided ?? "spelling");
}
