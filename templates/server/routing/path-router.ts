/**
 * Which operations a path has. Templates are kept as a tree of segments, so that a lookup costs as much as the path is
 * long, however many there are. Paths are matched as they travel: split first and decoded after, so that `%2F` stays
 * inside its segment. A trailing slash makes another path. OpenAPI 3.2 §4.8.2.
 */
import { compareSegments, isTemplated, parseSegment, readSegment, type SegmentPattern } from "./path-segments.js";

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

/** What is not there is no empty map: a lookup is as fast as there is little memory to look at. */
interface Node<Value> {
  /** By decoded segment. */
  fixed: Map<string, Node<Value>> | undefined;
  /** The most concrete first. */
  patterns: Branch<Value>[] | undefined;
  methods: Map<string, Endpoint<Value>> | undefined;
}

interface Branch<Value> {
  readonly pattern: SegmentPattern;
  readonly node: Node<Value>;
}

/** Throws where two routes have the same method and templates that differ at most in the names of expressions. */
export function createRouter<Value>(routes: Iterable<RouteSpec<Value>>): Router<Value> {
  const root = emptyNode<Value>();
  const patterns = new Map<string, SegmentPattern>();
  for (const { path, method, value } of routes) {
    const names: string[] = [];
    let node = root;
    for (const segment of path.slice(1).split("/")) {
      if (isTemplated(segment)) {
        const pattern = patterns.get(segment) ?? parseSegment(segment);
        patterns.set(segment, pattern);
        names.push(...pattern.names);
        node = templatedBelow(node, pattern);
      } else node = fixedBelow(node, decodeSegment(segment));
    }
    node.methods ??= new Map();
    if (node.methods.has(method)) throw new Error(`two operations answer ${method} ${path}`);
    node.methods.set(method, { value, names, admits: admission(names) });
  }
  return (path) => search(root, path, 1, []);
}

function emptyNode<Value>(): Node<Value> {
  return { fixed: undefined, patterns: undefined, methods: undefined };
}

/** Made if need be. */
function fixedBelow<Value>(node: Node<Value>, text: string): Node<Value> {
  const next = node.fixed?.get(text) ?? emptyNode();
  node.fixed = (node.fixed ?? new Map()).set(text, next);
  return next;
}

/** Made if need be. */
function templatedBelow<Value>(node: Node<Value>, pattern: SegmentPattern): Node<Value> {
  node.patterns ??= [];
  const known = node.patterns.find((other) => other.pattern.key === pattern.key);
  if (known) return known.node;
  const next = emptyNode<Value>();
  node.patterns.push({ pattern, node: next });
  node.patterns.sort((one, other) => compareSegments(one.pattern, other.pattern));
  return next;
}

function admission(names: readonly string[]): Endpoint<unknown>["admits"] {
  if (new Set(names).size === names.length) return always;
  return (texts) =>
    texts.every((text, index) => {
      const first = texts[names.indexOf(names[index] ?? "")] ?? "";
      return decodeSegment(text) === decodeSegment(first);
    });
}

function always(): boolean {
  return true;
}

/** Depth first, the most concrete branch first, from the segment at `start` on. It is a tree: no node is entered twice. */
function search<Value>(
  node: Node<Value>,
  path: string,
  start: number,
  texts: readonly string[],
): Match<Value> | undefined {
  if (start > path.length) return node.methods && { methods: node.methods, texts };
  const slash = path.indexOf("/", start);
  const end = slash === -1 ? path.length : slash;
  const segment = path.slice(start, end);
  const fixed = node.fixed?.get(segment.includes("%") ? decodeSegment(segment) : segment);
  const found = fixed && search(fixed, path, end + 1, texts);
  if (found || !node.patterns) return found;
  for (const { pattern, node: next } of node.patterns) {
    const values = readSegment(pattern, segment);
    const match = values && search(next, path, end + 1, texts.length === 0 ? values : [...texts, ...values]);
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
