/** Path items and operations of `paths`, with their places and with references resolved. */
import { type JsonObject, isObject, ownProperty } from "../../json.ts";
import { METHODS } from "../../openapi.ts";
import type { NodeLocation, UserContext } from "../../rule.ts";

/** A path item with its path and its place. */
export interface PathItemPlace {
  readonly path: string;
  readonly item: JsonObject;
  readonly location: NodeLocation;
}

/** An operation with its path, method, parameters and place. */
export interface OperationPlace {
  readonly path: string;
  readonly method: string;
  readonly operation: JsonObject;
  /** Parameters of the path item, then of the operation, with references resolved. */
  readonly parameters: readonly { readonly node: JsonObject; readonly location: NodeLocation }[];
  readonly location: NodeLocation;
}

type ResolveContext = Pick<UserContext, "location" | "resolve">;

/** Returns the path items of `paths`. For a `$ref`, the location is that of its target. */
export function pathItemsOf(paths: object, context: ResolveContext): readonly PathItemPlace[] {
  return Object.entries(paths).flatMap(([path, written]) => {
    if (path.startsWith("x-")) return [];
    const { node, location } = resolveReference(written, context.location.child([path]), context);
    return isObject(node) ? [{ path, item: node, location }] : [];
  });
}

/** Returns the operations of `paths`, including those in `additionalOperations`. */
export function operationsOf(paths: object, context: ResolveContext): readonly OperationPlace[] {
  return pathItemsOf(paths, context).flatMap(({ path, item, location }) => {
    const extra = ownProperty(item, "additionalOperations");
    const operations = [
      ...METHODS.map((method) => [method, [method]] as const),
      ...Object.keys(extra ?? {}).map((method) => [method, ["additionalOperations", method]] as const),
    ];
    return operations.flatMap(([method, steps]) => {
      const operation = steps.length === 1 ? item[method] : ownProperty(extra, method);
      if (!isObject(operation)) return [];
      const place = location.child([...steps]);
      const parameters = [...parametersOf(item, location, context), ...parametersOf(operation, place, context)];
      return [{ path, method, operation, parameters, location: place }];
    });
  });
}

function parametersOf(node: JsonObject, location: NodeLocation, context: ResolveContext): OperationPlace["parameters"] {
  const list = node["parameters"];
  return (Array.isArray(list) ? list : []).flatMap((written, index) => {
    const parameter = resolveReference(written, location.child(["parameters", index]), context);
    return isObject(parameter.node) ? [{ node: parameter.node, location: parameter.location }] : [];
  });
}

/** Returns the target of a reference with its place. A node that is not a reference is returned with its own place. */
export function resolveReference(
  written: unknown,
  place: NodeLocation,
  { resolve }: ResolveContext,
): { readonly node: unknown; readonly location: NodeLocation } {
  if (!isObject(written) || typeof written["$ref"] !== "string") return { node: written, location: place };
  const { node, location } = resolve<object>({ $ref: written["$ref"] });
  return { node, location: location ?? place };
}
