/**
 * Finds the path template that matches a path (OpenAPI 3.2 §4.8.2). Templates form a tree of segments: the time of a
 * lookup depends on the length of the path, not on the number of templates. A path is split before it is decoded, so
 * that `%2F` stays inside its segment. A trailing slash is significant. Segments without expressions match only in the
 * spelling of the template, so that a guard for `/admin` also guards `/%61dmin`.
 */
import { withCode } from "../../runtime/error-codes.js";
import { decodeUnreserved, escapePath } from "./sent-path.js";
import { compareSegments, isTemplated, parseSegment, matchSegment, type SegmentPattern } from "./path-segments.js";

/** A path template and a method, with the value that the router returns for them. */
export interface PathRoute<Value> {
  /** Path template, for example `/clients/{id}`. */
  readonly path: string;
  readonly method: string;
  readonly value: Value;
  /** True if other routes can have the same template and method, because the rest of the request decides. */
  readonly isShared?: boolean;
}

export interface PathMatch<Value> {
  /** The routes by method. There are several only if all but one of them are shared. */
  readonly methods: ReadonlyMap<string, readonly MethodRoute<Value>[]>;
  /** The percent-encoded string that each expression matched, from left to right. */
  readonly texts: readonly string[];
}

export interface MethodRoute<Value> {
  readonly value: Value;
  readonly isShared: boolean;
  /** Names of the expressions in the template, from left to right. */
  readonly names: readonly string[];
  /** Returns true if expressions with the same name matched equal strings. OpenAPI 3.2 forbids repeated names. */
  readonly accepts: (texts: readonly string[]) => boolean;
}

/**
 * Returns the methods of the most concrete template that matches a path, as `readSentPath` returns it. Undefined if no
 * template matches.
 */
export type PathRouter<Value> = (path: string) => PathMatch<Value> | undefined;

/** A node of the tree. Absent maps are undefined instead of empty, which keeps the tree small and lookups fast. */
interface SegmentNode<Value> {
  /** Children for segments without expressions, by escaped segment. */
  literals: Map<string, SegmentNode<Value>> | undefined;
  /** Children for segments with expressions, the most concrete first. */
  patterns: PatternBranch<Value>[] | undefined;
  methods: Map<string, MethodRoute<Value>[]> | undefined;
}

interface PatternBranch<Value> {
  readonly pattern: SegmentPattern;
  readonly node: SegmentNode<Value>;
}

/**
 * Creates a router. Throws if two routes that are not shared have the same method and the same template, where the
 * names of expressions do not count.
 */
export function createPathRouter<Value>(routes: Iterable<PathRoute<Value>>): PathRouter<Value> {
  const root = emptyNode<Value>();
  const patterns = new Map<string, SegmentPattern>();
  for (const { path, method, value, isShared = false } of routes) {
    const names: string[] = [];
    let node = root;
    for (const segment of path.slice(1).split("/")) {
      if (isTemplated(segment)) {
        const pattern = patterns.get(segment) ?? parseSegment(segment);
        patterns.set(segment, pattern);
        names.push(...pattern.names);
        node = patternChild(node, pattern);
      } else node = literalChild(node, escapePath(segment));
    }
    node.methods ??= new Map();
    const others = node.methods.get(method) ?? [];
    if (!isShared && others.some((other) => !other.isShared)) {
      throw withCode("duplicate-path", new Error(`two operations have the method ${method} and the path ${path}`));
    }
    node.methods.set(method, [...others, { value, isShared, names, accepts: repeatedNamesCheck(names) }]);
  }
  return (path) => {
    const match = searchTree(root, path, 1, []);
    return match === RESPELLED ? undefined : match;
  };
}

function emptyNode<Value>(): SegmentNode<Value> {
  return { literals: undefined, patterns: undefined, methods: undefined };
}

/** Returns the child for a segment without expressions. Creates it if it does not exist. */
function literalChild<Value>(node: SegmentNode<Value>, text: string): SegmentNode<Value> {
  const next = node.literals?.get(text) ?? emptyNode();
  node.literals = (node.literals ?? new Map()).set(text, next);
  return next;
}

/** Returns the child for a segment with expressions. Creates it if it does not exist. */
function patternChild<Value>(node: SegmentNode<Value>, pattern: SegmentPattern): SegmentNode<Value> {
  node.patterns ??= [];
  const existing = node.patterns.find((branch) => branch.pattern.key === pattern.key);
  if (existing) return existing.node;
  const next = emptyNode<Value>();
  node.patterns.push({ pattern, node: next });
  node.patterns.sort((first, second) => compareSegments(first.pattern, second.pattern));
  return next;
}

function repeatedNamesCheck(names: readonly string[]): MethodRoute<unknown>["accepts"] {
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

/** The result for a path with needless percent-encoding in a segment without expressions: `/%61dmin`. */
const RESPELLED = "respelled";

/** Searches depth first, the most concrete branch first. `start` is the index of the next segment in `path`. */
function searchTree<Value>(
  node: SegmentNode<Value>,
  path: string,
  start: number,
  texts: readonly string[],
): PathMatch<Value> | typeof RESPELLED | undefined {
  if (start > path.length) return node.methods && { methods: node.methods, texts };
  const slash = path.indexOf("/", start);
  const end = slash === -1 ? path.length : slash;
  const segment = path.slice(start, end);
  const child = node.literals?.get(segment);
  if (!child && segment.includes("%") && node.literals?.has(decodeUnreserved(segment))) return RESPELLED;
  const found = child === undefined ? undefined : searchTree(child, path, end + 1, texts);
  if (found || !node.patterns) return found;
  for (const { pattern, node: next } of node.patterns) {
    const values = matchSegment(pattern, segment);
    const match = values && searchTree(next, path, end + 1, texts.length === 0 ? values : [...texts, ...values]);
    if (match) return match;
  }
  return undefined;
}

/** Decodes percent-encoding. Returns a malformed segment unchanged: the decoder of its parameter reports the error. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
