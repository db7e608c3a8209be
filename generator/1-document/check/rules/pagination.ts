/** Checks `x-pagination` against its operation, so that the client can follow the pages. */
import { isObject, type JsonObject, ownProperty } from "../../json.ts";
import { paginationProblems, type Pagination, PAGINATION_EXTENSION, readPagination } from "../../pagination.ts";
import { parsePointer } from "../../pointer.ts";
import { resolveReference, operationsOf } from "../helpers/path-items.ts";
import type { Rule, UserContext } from "../../rule.ts";

export const pagination: Rule = {
  name: "pagination",
  severity: "error",
  lenient: "the client does not offer the operation as pages",
  remedy:
    "Correct `x-pagination`, or remove it. Its parameter must be a query parameter, and its pointers must lead into the first successful JSON response.",
  explanation: {
    asks: "`x-pagination` matches the parameters and responses of its operation.",
    why: "The client requests page after page by it. If it does not match, requests are invalid or never end.",
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
        const syntaxProblems = paginationProblems(written);
        const problems =
          syntaxProblems.length > 0 || !isObject(written)
            ? syntaxProblems
            : mismatchesOf(readPagination(written), operation, parameters, context);
        for (const { message, property: name } of problems) {
          const isThere = name !== undefined && isObject(written) && Object.hasOwn(written, name);
          context.report({ message, location: isThere ? place.child([name]) : place.key() });
        }
      }
    },
  }),
};

type Context = Pick<UserContext, "location" | "resolve">;
type PaginationMismatch = { readonly message: string; readonly property: string };

/** Returns the parts of `x-pagination` that do not match the operation. */
function mismatchesOf(
  { style, items, parameter, lastItem, ...pointers }: Pagination,
  operation: JsonObject,
  parameters: readonly { readonly node: JsonObject }[],
  context: Context,
): readonly PaginationMismatch[] {
  const found: PaginationMismatch[] = [];
  const isThere = parameters.some(({ node }) => node["in"] === "query" && node["name"] === parameter);
  if (style !== "link" && !isThere) {
    found.push({ message: `The operation has no query parameter \`${parameter}\`.`, property: "parameter" });
  }
  const schema = responseSchema(operation, context);
  if (schema === undefined) {
    return [
      ...found,
      { message: "The operation has no successful JSON response to read pages from.", property: "style" },
    ];
  }
  const body = conjunctionOf(schema, context);
  const check = (name: string, pointer: string | undefined, start: readonly JsonObject[], types: readonly string[]) => {
    if (pointer === undefined) return [];
    const schemas = parsePointer(pointer).reduce((from, step) => propertyOf(from, step, context), start);
    const actualTypes = schemas.flatMap(({ type }) => (Array.isArray(type) ? type : [type]));
    if (actualTypes.some((actual) => types.some((type) => type === actual))) return schemas;
    const target = pointer === "" ? "The response" : `\`${pointer}\` of the response`;
    const why = schemas.length === 0 ? "is not described" : `is not of type \`${types[0]}\``;
    found.push({ message: `${target} ${why}.`, property: name });
    return [];
  };
  const arrays = check("items", items, body, ["array"]);
  check("pages", pointers.pages, body, ["integer", "number"]);
  check("total", pointers.total, body, ["integer", "number"]);
  check("more", pointers.more, body, ["boolean"]);
  check("next", pointers.next, body, ["string", "integer", "number"]);
  if (lastItem !== undefined && arrays.length > 0) {
    const item = arrays.flatMap((array) => conjunctionOf(ownProperty(array, "items"), context));
    check("lastItem", lastItem, item, ["string", "integer", "number"]);
  }
  return found;
}

/** Returns the schema of the first successful JSON response. */
function responseSchema(operation: JsonObject, context: Context): JsonObject | undefined {
  const responses = operation["responses"];
  const statuses = isObject(responses) ? Object.keys(responses).filter((status) => /^2(\d\d|XX)$/i.test(status)) : [];
  for (const status of statuses.toSorted()) {
    const { node: response } = resolveReference(ownProperty(responses, status), context.location, context);
    if (!isObject(response)) continue;
    if (isObject(response["schema"])) return response["schema"]; // OpenAPI 2.0
    const contents = Object.entries(isObject(response["content"]) ? response["content"] : {});
    const [, content] = contents.find(([mediaType]) => /^[^;]*[/+]json\s*(;|$)/i.test(mediaType)) ?? [];
    const { node: media } = resolveReference(content, context.location, context);
    const schema = isObject(media) ? media["schema"] : undefined;
    if (isObject(schema)) return schema;
  }
  return undefined;
}

/** Returns a schema and those that apply with it: the target of its `$ref`, and the parts of its `allOf`. */
function conjunctionOf(written: unknown, context: Context): readonly JsonObject[] {
  const waiting = new Set<unknown>([written]);
  for (const schema of waiting) {
    if (!isObject(schema)) continue;
    const target = resolveReference(schema, context.location, context).node;
    if (target !== schema) waiting.add(target);
    for (const part of Array.isArray(schema["allOf"]) ? schema["allOf"] : []) waiting.add(part);
  }
  return [...waiting].filter(isObject);
}

function propertyOf(schemas: readonly JsonObject[], name: string, context: Context): readonly JsonObject[] {
  return schemas.flatMap((schema) => {
    const property = ownProperty(schema["properties"], name);
    return property === undefined ? [] : conjunctionOf(property, context);
  });
}
