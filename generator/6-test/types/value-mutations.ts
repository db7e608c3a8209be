/** Changes a valid value in one place, to test whether a type rejects the values that are no longer valid. */
import { isObject, type Json, type JsonObject } from "../../1-document/json.ts";
import { childPointer } from "../../1-document/pointer.ts";

export interface ValueMutation {
  readonly value: Json;
  /** The change and its place: `without /name`. It is the same for all items of an array, so that duplicates can be dropped. */
  readonly description: string;
  /** True if only strings or numbers differ, or parts were removed. */
  readonly isSameShape: boolean;
}

interface MutationSite {
  readonly node: Json;
  readonly place: string;
  /** Returns the whole value with another node at this place. */
  readonly put: (node: Json) => Json;
}

const OTHER_NUMBER = 20_240_229.5;
const OTHER_STRING = "~ no such string ~";
const UNDECLARED = "undeclared~";

/** Yields mutations of a value, from the root to the leaves. */
export function* mutationsOf(value: Json): Generator<ValueMutation> {
  const waiting: MutationSite[] = [{ node: value, place: "", put: (node) => node }];
  for (const site of waiting) {
    for (const change of mutationsAt(site)) yield { ...change, value: site.put(change.value) };
    waiting.push(...childSites(site));
  }
}

function childSites({ node, place, put }: MutationSite): readonly MutationSite[] {
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

function* mutationsAt({ node, place }: MutationSite): Generator<ValueMutation> {
  const here = place === "" ? "the value" : place;
  const [isString, isNumber] = [typeof node === "string", typeof node === "number"];
  if (isObject(node)) {
    for (const name of Object.keys(node)) {
      const others = Object.entries(node).filter(([key]) => key !== name);
      yield {
        value: Object.fromEntries(others),
        description: `without ${childPointer(place, name)}`,
        isSameShape: true,
      };
    }
    const more = withMember(node, UNDECLARED, true);
    yield { value: more, description: `an undeclared property in ${here}`, isSameShape: false };
  } else yield { value: {}, description: `an object as ${here}`, isSameShape: false };
  if (Array.isArray(node)) {
    const items: readonly Json[] = node;
    if (items.length > 0) {
      yield { value: items.slice(0, -1), description: `one item less in ${here}`, isSameShape: true };
    }
    const more = [...items, items.at(-1) ?? OTHER_STRING];
    yield { value: more, description: `one item more in ${here}`, isSameShape: items.length > 0 };
  }
  yield { value: OTHER_STRING, description: `${isString ? "another" : "a"} string as ${here}`, isSameShape: isString };
  yield { value: OTHER_NUMBER, description: `${isNumber ? "another" : "a"} number as ${here}`, isSameShape: isNumber };
  if (node !== null) yield { value: null, description: `null as ${here}`, isSameShape: false };
}

/** Returns an object with a property set. An existing property keeps its position. */
function withMember(node: JsonObject, name: string, value: Json): JsonObject {
  return Object.fromEntries(new Map<string, Json>(Object.entries(node)).set(name, value));
}
