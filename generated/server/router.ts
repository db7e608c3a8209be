/**
 * Which operations a path has. Templates are kept as a tree of segments, so that a lookup costs as much as the path is
 * long, however many there are. Paths are matched as they travel: split first and decoded after, so that `%2F` stays
 * inside its segment. A trailing slash makes another path. OpenAPI 3.2 §4.8.2.
 */
import { compareSegments, isTemplated, parseSegment, readSegment, type SegmentPattern } from "./segments.js";

export interface RouteSpec<Value> {
  /** Path template: `/clients/{id}`. */
  readonly path: string;
  readonly method: string;
  readonly value: Value;
}

export interface Match<Value> {
  readonly methods: ReadonlyMap<string, Endpoint<Value>>;
  /** The text of each expression in the template, from left to right, not yet decoded. */
  readonly texts: readonly string[];
}

export interface Endpoint<Value> {
  readonly value: Value;
  /** The names of the expressions in the template, from left to right. */
  readonly names: readonly string[];
  /** Whether these texts are what the template says: the same where it has the same name (which OpenAPI 3.2 forbids). */
  readonly admits: (texts: readonly string[]) => boolean;
}

/** Finds the methods of the most concrete template that a path fits; undefined where none does. */
export type Router<Value> = (path: string) => Match<Value> | undefined;

interface Node<Value> {
  /** By decoded segment. */
  readonly fixed: Map<string, Node<Value>>;
  /** The most concrete first. */
  readonly patterns: { readonly pattern: SegmentPattern; readonly node: Node<Value> }[];
  methods: Map<string, Endpoint<Value>> | undefined;
}

/** Throws where two routes have the same method and templates that differ at most in the names of expressions. */
export function createRouter<Value>(routes: Iterable<RouteSpec<Value>>): Router<Value> {
  const root: Node<Value> = { fixed: new Map(), patterns: [], methods: undefined };
  const concrete = new Map<string, Match<Value>>();
  for (const route of routes) {
    const names: string[] = [];
    let node = root;
    for (const segment of segmentsOf(route.path)) node = descend(node, segment, names);
    node.methods ??= new Map();
    if (node.methods.has(route.method)) throw new Error(`two operations answer ${route.method} ${route.path}`);
    node.methods.set(route.method, { value: route.value, names, admits: admission(names) });
    if (names.length === 0) concrete.set(route.path, { methods: node.methods, texts: [] });
  }
  return (path) => concrete.get(path) ?? search(root, segmentsOf(path), 0, []);
}

function admission(names: readonly string[]): Endpoint<unknown>["admits"] {
  if (new Set(names).size === names.length) return () => true;
  return (texts) =>
    texts.every((text, index) => {
      const first = texts[names.indexOf(names[index] ?? "")] ?? "";
      return decodeSegment(text) === decodeSegment(first);
    });
}

function segmentsOf(path: string): readonly string[] {
  return path.slice(1).split("/");
}

/** The node below `node` for a segment of a template, made if need be. */
function descend<Value>(node: Node<Value>, segment: string, names: string[]): Node<Value> {
  const next: Node<Value> = { fixed: new Map(), patterns: [], methods: undefined };
  if (!isTemplated(segment)) {
    const text = decodeSegment(segment);
    node.fixed.set(text, node.fixed.get(text) ?? next);
    return node.fixed.get(text) ?? next;
  }
  const pattern = parseSegment(segment);
  names.push(...pattern.names);
  const known = node.patterns.find((other) => other.pattern.key === pattern.key);
  if (known) return known.node;
  node.patterns.push({ pattern, node: next });
  node.patterns.sort((one, other) => compareSegments(one.pattern, other.pattern));
  return next;
}

/** Depth first, the most concrete branch first. It is a tree: no node is entered twice. */
function search<Value>(
  node: Node<Value>,
  segments: readonly string[],
  index: number,
  texts: readonly string[],
): Match<Value> | undefined {
  const segment = segments[index];
  if (segment === undefined) return node.methods && { methods: node.methods, texts };
  const fixed = node.fixed.get(segment.includes("%") ? decodeSegment(segment) : segment);
  const found = fixed && search(fixed, segments, index + 1, texts);
  if (found) return found;
  for (const { pattern, node: next } of node.patterns) {
    const values = readSegment(pattern, segment);
    const match = values && search(next, segments, index + 1, [...texts, ...values]);
    if (match) return match;
  }
  return undefined;
}

/** A malformed segment equals no fixed one; what the decoder of a parameter makes of it is its own affair. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
