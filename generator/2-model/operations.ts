/** Finds operations in paths, webhooks and callbacks. OpenAPI 3.2 §4.8 – §4.10, §4.20 */
import {
  type Callback,
  type Document,
  METHODS,
  type OperationObject,
  type ParameterObject,
  type PathItem,
  type Referable,
  type ServerObject,
} from "../1-document/openapi.ts";
import { canonicalPointer, childPointer, resolvePointer } from "../1-document/pointer.ts";
import type { Located } from "../1-document/local-references.ts";
import type { Operation } from "./api.ts";
import { resolvedEntries, type ModelSource } from "./model-source.ts";

/** An Operation Object with the fields that its path item adds. */
export interface FoundOperation {
  readonly direction: Operation["direction"];
  /** The method, such as `GET`. */
  readonly method: string;
  /** The path template, the name of the webhook, or the runtime expression of the callback. */
  readonly path: string;
  /** The source of the name if there is no `operationId`: `path`, or the name of the callback. */
  readonly title: string;
  /** The first tag. A callback without a tag has the tag of its operation. */
  readonly tag: string | undefined;
  /** The pointer that identifies the operation. It is in `paths`, even if the path item is a reference. */
  readonly pointer: string;
  /** The Operation Object with the pointer at which it is written. */
  readonly operation: Located<OperationObject>;
  /** Parameters of the path item. */
  readonly parameters: readonly Located<Referable<ParameterObject>>[];
  /** Servers of the path item. */
  readonly servers: readonly ServerObject[] | undefined;
}

type PathItemContext = Pick<FoundOperation, "direction" | "path" | "title" | "tag">;

/**
 * Returns the operations of a document in document order. A callback object that is used several times is returned
 * once.
 */
export function findOperations(source: ModelSource): readonly FoundOperation[] {
  const { document } = source;
  const found: FoundOperation[] = [];
  const callbacksSeen = new Set<Callback>();

  function visitPathItem(site: Located<PathItem>, parent: PathItemContext): void {
    const layers = pathItemLayers(document, site);
    const parameters = layers.toReversed().flatMap(({ value, pointer }) => pathItemParameters(value, pointer));
    const servers = layers.find(({ value }) => value.servers !== undefined)?.value.servers;
    const seen = new Set<string>();
    for (const layer of layers) {
      for (const { method, steps, value } of methodEntries(layer.value)) {
        if (seen.has(method)) continue;
        seen.add(method);
        const operation = { value, pointer: childPointer(layer.pointer, ...steps) };
        const tag = value.tags?.[0] ?? parent.tag;
        found.push({
          ...parent,
          method,
          tag,
          pointer: childPointer(site.pointer, ...steps),
          operation,
          parameters,
          servers,
        });
        visitCallbacks(operation, tag);
      }
    }
  }

  function visitCallbacks({ value, pointer }: Located<OperationObject>, tag: string | undefined): void {
    for (const callback of resolvedEntries<Callback>(source, value.callbacks, childPointer(pointer, "callbacks"))) {
      if (callbacksSeen.has(callback.value)) continue;
      callbacksSeen.add(callback.value);
      for (const { key, ...site } of pathItemEntries(callback.value, callback.pointer)) {
        visitPathItem(site, { direction: "callback", path: key, title: callback.key, tag });
      }
    }
  }

  for (const { key: path, ...site } of pathItemEntries(document.paths, "#/paths")) {
    visitPathItem(site, { direction: "request", path, title: path, tag: undefined });
  }
  for (const { key: path, ...site } of pathItemEntries(document.webhooks, "#/webhooks")) {
    visitPathItem(site, { direction: "webhook", path, title: path, tag: undefined });
  }
  return found;
}

/** Returns the path items of the map at `pointer`. Does not resolve references. */
function pathItemEntries(
  items: Readonly<Record<string, PathItem>> = {},
  pointer: string,
): readonly (Located<PathItem> & { readonly key: string })[] {
  return Object.entries(items).map(([key, value]) => ({ key, value, pointer: childPointer(pointer, key) }));
}

/**
 * Returns a path item and the path items on its chain of `$ref`s. Fields beside a `$ref` take precedence, so they
 * come first.
 */
function pathItemLayers(document: Document, site: Located<PathItem>): readonly Located<PathItem>[] {
  const layers = new Map([[site.value, site]]);
  for (const { value } of layers.values()) {
    if (value.$ref === undefined) continue;
    const target = resolvePointer(document, value.$ref);
    if (typeof target !== "object" || target === null) continue;
    const item: PathItem = target; // a valid `$ref` of a path item leads to a path item
    if (!layers.has(item)) layers.set(item, { value: item, pointer: canonicalPointer(value.$ref) });
  }
  return [...layers.values()];
}

function pathItemParameters(
  { parameters = [] }: PathItem,
  pointer: string,
): readonly Located<Referable<ParameterObject>>[] {
  return locateItems(parameters, childPointer(pointer, "parameters"));
}

/** Returns the items of the array at `pointer` with their pointers. */
export function locateItems<T>(list: readonly T[], pointer: string): readonly Located<T>[] {
  return list.map((value, index) => ({ value, pointer: childPointer(pointer, index) }));
}

interface MethodEntry {
  readonly method: string;
  readonly steps: readonly string[];
  readonly value: OperationObject;
}

function methodEntries(item: PathItem): readonly MethodEntry[] {
  return Object.keys(item).flatMap((key): readonly MethodEntry[] => {
    if (key === "additionalOperations") {
      return Object.entries(item[key] ?? {}).map(([method, value]) => ({ method, steps: [key, method], value }));
    }
    const method = METHODS.find((each) => each === key);
    const value = method === undefined ? undefined : item[method];
    return method === undefined || value === undefined ? [] : [{ method: method.toUpperCase(), steps: [key], value }];
  });
}
