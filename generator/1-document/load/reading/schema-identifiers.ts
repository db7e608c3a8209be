/**
 * Rewrites references by `$id`, `$anchor` and `$self` to JSON Pointers (JSON Schema 2020-12 Core §8.2, OpenAPI 3.2
 * §4.1.2). An `$id` changes the base URI of the schemas below it. Identifiers are looked up in the same file only. A
 * reference that matches no identifier stays unchanged and is relative to the file, as most authors intend.
 */
import { type Json, type JsonObject, isObject, setOwnProperty, valueAt } from "../../json.ts";
import { formatPointer, parsePointer } from "../../pointer.ts";

/** Keywords whose values are data, even if they look like schemas. */
const DATA_KEYWORDS: ReadonlySet<string> = new Set("default const enum example examples value dataValue".split(" "));

/** Keywords whose values are maps. The keys of a map are names, not keywords. */
const MAP_KEYWORDS: ReadonlySet<string> = new Set(
  (
    "properties patternProperties dependentSchemas $defs definitions schemas responses parameters headers requestBodies " +
    "mediaTypes callbacks pathItems paths webhooks content encoding"
  ).split(" "),
);

const IDENTIFIER_KEYWORD = /"?\$(?:id|anchor|dynamicAnchor|self)"?\s*:/;

/** Rewrites references by identifier in `value`. `uri` is the URI of the file, and `content` its text. */
export function withPointerReferences(value: Json, uri: string, content: string): Json {
  if (!IDENTIFIER_KEYWORD.test(content)) return value;
  const resources = new Map<string, readonly string[]>([[uri, []]]);
  const anchors = new Map<string, readonly string[]>();
  const { $self, $id } = isObject(value) ? value : {};
  const start = typeof $self === "string" ? (resolveUriReference($self, uri)?.uri ?? uri) : uri;
  if (start !== uri) resources.set(start, []);

  function baseUriOf(node: JsonObject, baseAbove: string): string {
    return typeof node["$id"] === "string"
      ? (resolveUriReference(node["$id"], baseAbove)?.uri ?? baseAbove)
      : baseAbove;
  }

  function collectIdentifiers(node: Json, baseAbove: string, segments: readonly string[], isMap: boolean): void {
    if (isObject(node) && !isMap) {
      const base = baseUriOf(node, baseAbove);
      if (base !== baseAbove) resources.set(base, segments);
      for (const name of [node["$anchor"], node["$dynamicAnchor"]]) {
        if (typeof name === "string") anchors.set(`${base}#${name}`, segments);
      }
    }
    for (const { key, below, base, isMapBelow } of children(node, baseAbove, isMap)) {
      collectIdentifiers(below, base, [...segments, key], isMapBelow);
    }
  }

  function* children(node: Json, baseAbove: string, isMap: boolean): Generator<IdentifiedChild> {
    if (typeof node !== "object" || node === null) return;
    const base = isObject(node) && !isMap ? baseUriOf(node, baseAbove) : baseAbove;
    for (const [key, below] of Object.entries(node)) {
      if (typeof below !== "object" || below === null) continue;
      if (isObject(node) && !isMap && (DATA_KEYWORDS.has(key) || key.startsWith("x-"))) continue;
      yield { key, below, base, isMapBelow: isObject(node) && !isMap && MAP_KEYWORDS.has(key) };
    }
  }

  function rewriteReferences(node: Json, baseAbove: string, isMap: boolean): Json {
    let copy: Record<string, Json> | Json[] | undefined;
    for (const { key, below, base, isMapBelow } of children(node, baseAbove, isMap)) {
      const changed = key === "mapping" ? rewriteMapping(below, base) : rewriteReferences(below, base, isMapBelow);
      if (changed === below) continue;
      copy ??= Array.isArray(node) ? [...node] : { ...(node as JsonObject) }; // a node with children is an object or an array
      if (Array.isArray(copy)) copy[Number(key)] = changed;
      else setOwnProperty(copy, key, changed);
    }
    if (!isObject(node) || isMap || typeof node["$ref"] !== "string") return (copy as Json | undefined) ?? node;
    const pointer = pointerFor(node["$ref"], baseUriOf(node, baseAbove));
    return pointer === node["$ref"] ? ((copy as Json | undefined) ?? node) : { ...(copy ?? node), $ref: pointer };
  }

  function rewriteMapping(node: Json, base: string): Json {
    if (!isObject(node)) return node;
    const entries = Object.entries(node).map(([name, target]) => {
      return [name, typeof target === "string" && /[#/]/.test(target) ? pointerFor(target, base) : target] as const;
    });
    return entries.every(([name, target]) => node[name] === target) ? node : Object.fromEntries(entries);
  }

  function pointerFor(ref: string, base: string): string {
    if (base === uri && ref.startsWith("#/")) return ref;
    const target = resolveUriReference(ref, base);
    const resource = target && resources.get(target.uri);
    if (target === undefined || resource === undefined) return ref;
    const { fragment } = target;
    const isPointer = fragment === "" || fragment.startsWith("/");
    const steps = isPointer ? [...resource, ...parsePointer(`#${fragment}`)] : anchors.get(`${target.uri}#${fragment}`);
    return steps === undefined || valueAt(value, steps) === undefined ? ref : formatPointer(steps);
  }

  collectIdentifiers(value, start, [], false);
  return $id === undefined && resources.size === 1 && anchors.size === 0
    ? value
    : rewriteReferences(value, start, false);
}

interface IdentifiedChild {
  readonly key: string;
  readonly below: Json;
  readonly base: string;
  readonly isMapBelow: boolean;
}

function resolveUriReference(
  reference: string,
  base: string,
): { readonly uri: string; readonly fragment: string } | undefined {
  if (!URL.canParse(reference, base)) return undefined;
  const url = new URL(reference, base);
  const fragment = url.hash.slice(1);
  url.hash = "";
  return { uri: url.href, fragment };
}
