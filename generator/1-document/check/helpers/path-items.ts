/** The operations of `paths`, as several rules go through them. */
import { type JsonObject, isObject, ownProperty } from "../../json.ts";
import { METHODS } from "../../openapi.ts";
import type { NodeLocation, UserContext } from "../../rule.ts";

export interface PathItemPlace {
  readonly path: string;
  readonly item: JsonObject;
  readonly location: NodeLocation;
}

export interface OperationPlace {
  readonly path: string;
  readonly method: string;
  readonly operation: JsonObject;
  /** Of the operation and of its path item, references followed. */
  readonly parameters: readonly { readonly node: JsonObject; readonly location: NodeLocation }[];
  readonly location: NodeLocation;
}

type Context = Pick<UserContext, "location" | "resolve">;

/** References to path items are followed: the location is that of the target. */
export function pathItemsOf(paths: object, context: Context): readonly PathItemPlace[] {
  return Object.entries(paths).flatMap(([path, written]) => {
    if (path.startsWith("x-")) return [];
    const { node, location } = follow(written, context.location.child([path]), context);
    return isObject(node) ? [{ path, item: node, location }] : [];
  });
}

export function operationsOf(paths: object, context: Context): readonly OperationPlace[] {
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

function parametersOf(node: JsonObject, location: NodeLocation, context: Context): OperationPlace["parameters"] {
  const list = node["parameters"];
  return (Array.isArray(list) ? list : []).flatMap((written, index) => {
    const parameter = follow(written, location.child(["parameters", index]), context);
    return isObject(parameter.node) ? [{ node: parameter.node, location: parameter.location }] : [];
  });
}

/** A node behind a reference, or the node itself, with its place. */
export function follow(
  written: unknown,
  place: NodeLocation,
  { resolve }: Context,
): { readonly node: unknown; readonly location: NodeLocation } {
  if (!isObject(written) || typeof written["$ref"] !== "string") return { node: written, location: place };
  const { node, location } = resolve<object>({ $ref: written["$ref"] });
  return { node, location: location ?? place };
}
