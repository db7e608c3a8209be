/** A legal value → values that are one step away from it: what a type should tell from legal ones. */
import { isObject, type Json, type JsonObject } from "../../1-document/json.ts";
import { childPointer } from "../../1-document/pointer.ts";

export interface NearMiss {
  readonly value: Json;
  /** What was done, and where: `without /name`. The same for all items of an array, so that nobody does it twice. */
  readonly what: string;
  /** It says nothing that the value did not say, but for other texts and numbers. */
  readonly isAlike: boolean;
}

interface MutationSite {
  readonly node: Json;
  readonly place: string;
  /** The whole value with another node here. */
  readonly put: (node: Json) => Json;
}

const OTHER_NUMBER = 20_240_229.5;
const OTHER_TEXT = "~ no such text ~";
const UNDECLARED = "undeclared~";

/** Lazily, from the top down. */
export function* nearMisses(value: Json): Generator<NearMiss> {
  const waiting: MutationSite[] = [{ node: value, place: "", put: (node) => node }];
  for (const site of waiting) {
    for (const change of changesOf(site)) yield { ...change, value: site.put(change.value) };
    waiting.push(...sitesBelow(site));
  }
}

function sitesBelow({ node, place, put }: MutationSite): readonly MutationSite[] {
  if (isObject(node)) {
    return Object.entries(node).map(([name, member]) => {
      return { node: member, place: childPointer(place, name), put: (below) => put(withMember(node, name, below)) };
    });
  }
  if (!Array.isArray(node)) return [];
  const items: readonly Json[] = node;
  return items.map((item, index) => {
    return { node: item, place: `${place}/*`, put: (below) => put(items.with(index, below)) };
  });
}

function* changesOf({ node, place }: MutationSite): Generator<NearMiss> {
  const here = place === "" ? "the value" : place;
  const [isText, isNumber] = [typeof node === "string", typeof node === "number"];
  if (isObject(node)) {
    for (const name of Object.keys(node)) {
      const others = Object.entries(node).filter(([key]) => key !== name);
      yield { value: Object.fromEntries(others), what: `without ${childPointer(place, name)}`, isAlike: true };
    }
    const more = withMember(node, UNDECLARED, true);
    yield { value: more, what: `an undeclared property in ${here}`, isAlike: false };
  } else yield { value: {}, what: `an object as ${here}`, isAlike: false };
  if (Array.isArray(node)) {
    const items: readonly Json[] = node;
    if (items.length > 0) yield { value: items.slice(0, -1), what: `an item less in ${here}`, isAlike: true };
    const more = [...items, items.at(-1) ?? OTHER_TEXT];
    yield { value: more, what: `an item more in ${here}`, isAlike: items.length > 0 };
  }
  yield { value: OTHER_TEXT, what: `${isText ? "another" : "a"} text as ${here}`, isAlike: isText };
  yield { value: OTHER_NUMBER, what: `${isNumber ? "another" : "a"} number as ${here}`, isAlike: isNumber };
  if (node !== null) yield { value: null, what: `null as ${here}`, isAlike: false };
}

/** A new member comes last, another value of one that is there takes its place. */
function withMember(node: JsonObject, name: string, value: Json): JsonObject {
  return Object.fromEntries(new Map<string, Json>(Object.entries(node)).set(name, value));
}
