/** `x-pagination` is held against the operation, so that what the client does with it works. */
import { isObject, type JsonObject, ownProperty } from "../../json.ts";
import { paginationProblems, type Pagination, PAGINATION_EXTENSION, readPagination } from "../../pagination.ts";
import { parsePointer } from "../../pointer.ts";
import { follow, operationsOf } from "../helpers/path-items.ts";
import type { Rule, UserContext } from "../../rule.ts";

export const pagination: Rule = {
  name: "pagination",
  severity: "error",
  lenient: "the operation is not paged",
  remedy:
    "Correct `x-pagination`, or remove it: its parameter is one of the query, its pointers lead into the first successful answer in JSON.",
  explanation: {
    asks: "What `x-pagination` says of an operation fits its parameters and its answers.",
    why: "The client goes from page to page by it, and would ask for what is not there, or never end.",
    breaks: `
      paths:
        /pets:
          get:
            x-pagination: { style: page, items: /pets }
            responses:
              "200":
                description: ok
                content: { application/json: { schema: { type: array, items: { type: string } } } }`,
    keeps: `
      paths:
        /pets:
          get:
            x-pagination: { style: page, items: "" }
            parameters: [{ name: page, in: query, schema: { type: integer } }]
            responses:
              "200":
                description: ok
                content: { application/json: { schema: { type: array, items: { type: string } } } }`,
  },
  omits: (steps) => ({ steps: steps.slice(0, steps.lastIndexOf(PAGINATION_EXTENSION) + 1) }),
  visitor: () => ({
    Paths(paths, context) {
      for (const { operation, parameters, location } of operationsOf(paths, context)) {
        if (!Object.hasOwn(operation, PAGINATION_EXTENSION)) continue;
        const written = operation[PAGINATION_EXTENSION];
        const place = location.child([PAGINATION_EXTENSION]);
        const faults = paginationProblems(written);
        const own =
          faults.length > 0 || !isObject(written)
            ? faults
            : misfits(readPagination(written), operation, parameters, context);
        for (const { message, property: name } of own) {
          const isThere = name !== undefined && isObject(written) && Object.hasOwn(written, name);
          context.report({ message, location: isThere ? place.child([name]) : place.key() });
        }
      }
    },
  }),
};

type Context = Pick<UserContext, "location" | "resolve">;
type Misfit = { readonly message: string; readonly property: string };

/** What the operation has no place for. */
function misfits(
  { style, items, parameter, lastItem, ...pointers }: Pagination,
  operation: JsonObject,
  parameters: readonly { readonly node: JsonObject }[],
  context: Context,
): readonly Misfit[] {
  const found: Misfit[] = [];
  const isThere = parameters.some(({ node }) => node["in"] === "query" && node["name"] === parameter);
  if (style !== "link" && !isThere) {
    found.push({ message: `The operation has no query parameter \`${parameter}\`.`, property: "parameter" });
  }
  const schema = responseSchema(operation, context);
  if (schema === undefined) {
    return [
      ...found,
      { message: "The operation promises no successful answer in JSON that has pages.", property: "style" },
    ];
  }
  const body = together(schema, context);
  const look = (name: string, pointer: string | undefined, start: readonly JsonObject[], wanted: readonly string[]) => {
    if (pointer === undefined) return [];
    const schemas = parsePointer(pointer).reduce((from, step) => propertyOf(from, step, context), start);
    const types = schemas.flatMap(({ type }) => (Array.isArray(type) ? type : [type]));
    if (types.some((type) => wanted.some((each) => each === type))) return schemas;
    const what = pointer === "" ? "The answer" : `The answer's \`${pointer}\``;
    const why = schemas.length === 0 ? "is not described" : `is not of type \`${wanted[0]}\``;
    found.push({ message: `${what} ${why}.`, property: name });
    return [];
  };
  const lists = look("items", items, body, ["array"]);
  look("pages", pointers.pages, body, ["integer", "number"]);
  look("total", pointers.total, body, ["integer", "number"]);
  look("more", pointers.more, body, ["boolean"]);
  look("next", pointers.next, body, ["string", "integer", "number"]);
  if (lastItem !== undefined && lists.length > 0) {
    const item = lists.flatMap((list) => together(ownProperty(list, "items"), context));
    look("lastItem", lastItem, item, ["string", "integer", "number"]);
  }
  return found;
}

/** Of the first successful answer that is JSON. */
function responseSchema(operation: JsonObject, context: Context): JsonObject | undefined {
  const responses = operation["responses"];
  const statuses = isObject(responses) ? Object.keys(responses).filter((status) => /^2(\d\d|XX)$/i.test(status)) : [];
  for (const status of statuses.toSorted()) {
    const { node: response } = follow(ownProperty(responses, status), context.location, context);
    if (!isObject(response)) continue;
    if (isObject(response["schema"])) return response["schema"]; // OpenAPI 2.0
    const contents = Object.entries(isObject(response["content"]) ? response["content"] : {});
    const [, content] = contents.find(([mediaType]) => /^[^;]*[/+]json\s*(;|$)/i.test(mediaType)) ?? [];
    const { node: media } = follow(content, context.location, context);
    const schema = isObject(media) ? media["schema"] : undefined;
    if (isObject(schema)) return schema;
  }
  return undefined;
}

/** The schemas that apply together with one: behind its `$ref`, in its `allOf`. */
function together(written: unknown, context: Context): readonly JsonObject[] {
  const waiting = new Set<unknown>([written]);
  for (const schema of waiting) {
    if (!isObject(schema)) continue;
    const target = follow(schema, context.location, context).node;
    if (target !== schema) waiting.add(target);
    for (const part of Array.isArray(schema["allOf"]) ? schema["allOf"] : []) waiting.add(part);
  }
  return [...waiting].filter(isObject);
}

function propertyOf(schemas: readonly JsonObject[], name: string, context: Context): readonly JsonObject[] {
  return schemas.flatMap((schema) => {
    const property = ownProperty(schema["properties"], name);
    return property === undefined ? [] : together(property, context);
  });
}
