/**
 * Decodes ambiguous strings again. `?tag=5` can be a number, a string or an array of one item, and decoders do not know
 * which of them is valid. If the validator rejects the first alternative, the others are tried where it found issues.
 */
import type { ParameterSpec } from "../../runtime/operation.js";
import type { Issue } from "../../runtime/validation/validation.js";
import {
  decodedParameter,
  type DecodedParameters,
  parameterRedecoder,
  type RawParameters,
  setParameter,
} from "../../runtime/wire/parameters.js";
import { PARAMETER_GROUPS } from "../../runtime/wire/parameter-places.js";
import type { QueryLimits } from "../../runtime/wire/query.js";
import type { Attempts } from "../../runtime/wire/shapes.js";
import { WireError } from "../../runtime/wire/wire-error.js";

/** Largest number of times that one value is decoded again. */
const MAX_ROUNDS = 12;

type Path = readonly PropertyKey[];

/** The numbers of the candidates that were tried, by JSON Pointer into the value. */
class TriedCandidates implements Attempts {
  readonly #tried: Map<string, number>;
  /** Pointers where another candidate is left. */
  readonly #more: Set<string>;
  readonly #pointer: string;

  constructor(tried: Map<string, number> = new Map(), more: Set<string> = new Set(), pointer: string = "") {
    this.#tried = tried;
    this.#more = more;
    this.#pointer = pointer;
  }

  at(step: string | number): Attempts {
    return new TriedCandidates(this.#tried, this.#more, toPointer(this.#pointer, step));
  }

  choose(candidates: readonly (() => unknown)[]): unknown {
    let failure: unknown;
    for (let index = this.#tried.get(this.#pointer) ?? 0; index < candidates.length; index++) {
      this.#tried.set(this.#pointer, index);
      if (index + 1 < candidates.length) this.#more.add(this.#pointer);
      else this.#more.delete(this.#pointer);
      try {
        const value = candidates[index]?.();
        if (value !== undefined) return value;
      } catch (error) {
        if (!(error instanceof WireError)) throw error;
        failure ??= error;
      }
    }
    if (failure !== undefined) throw failure;
    return undefined;
  }

  /** Takes the next candidate at the innermost place of each path that has one left. Returns false if none has. */
  advance(paths: readonly Path[]): boolean {
    const places = new Set(paths.flatMap((path): string | string[] => this.#placeOf(path) ?? []));
    for (const place of places) {
      this.#tried.set(place, (this.#tried.get(place) ?? 0) + 1);
      this.#more.delete(place);
      for (const below of this.#tried.keys()) if (below.startsWith(`${place}/`)) this.#tried.delete(below);
      for (const below of this.#more) if (below.startsWith(`${place}/`)) this.#more.delete(below);
    }
    return places.size > 0;
  }

  #placeOf(path: Path): string | undefined {
    for (let length = path.length; length >= 0; length--) {
      const pointer = path.slice(0, length).reduce<string>(toPointer, "");
      if (this.#more.has(pointer)) return pointer;
    }
    return undefined;
  }
}

function toPointer(pointer: string, step: PropertyKey): string {
  return `${pointer}/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/**
 * Returns the first decoded value without issues, or undefined if there is none. `check` returns the paths of the issues
 * in a value.
 */
export function decodeFitting<Value>(
  decode: (attempts: Attempts) => Value,
  check: (value: Value) => readonly Path[],
): { readonly value: Value } | undefined {
  const attempts = new TriedCandidates();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    try {
      const value = decode(attempts);
      const paths = check(value);
      if (paths.length === 0) return { value };
      if (!attempts.advance(paths)) return undefined;
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      return undefined;
    }
  }
  return undefined;
}

interface FittingParametersOptions {
  readonly specs: readonly ParameterSpec[];
  readonly limits: QueryLimits;
  readonly validate: (value: DecodedParameters) => readonly Issue[];
}

/** Decodes invalid parameters again. Replaces those that another alternative fits, and returns the remaining issues. */
export function fitParameters(
  value: DecodedParameters,
  issues: readonly Issue[],
  raw: RawParameters,
  { specs, limits, validate }: FittingParametersOptions,
): readonly Issue[] {
  const decode = parameterRedecoder(specs, limits);
  let remaining = issues;
  for (const spec of specs.filter((one) => pathsIn(issues, one).length > 0)) {
    const before = decodedParameter(value, spec);
    if (before === undefined) continue;
    const found = decodeFitting(
      (attempts) => decode(raw, spec, attempts),
      (candidate) => {
        setParameter(value, spec, candidate);
        remaining = validate(value);
        return pathsIn(remaining, spec);
      },
    );
    if (found) continue;
    setParameter(value, spec, before);
    remaining = validate(value);
  }
  return remaining;
}

/** Returns the paths of the issues inside a parameter, relative to its value. */
function pathsIn(issues: readonly Issue[], { in: place, name }: ParameterSpec): readonly Path[] {
  const start = place === "querystring" ? [place] : [PARAMETER_GROUPS[place], name];
  return issues.flatMap(({ path }) =>
    start.every((step, index) => path[index] === step) ? [path.slice(start.length)] : [],
  );
}
