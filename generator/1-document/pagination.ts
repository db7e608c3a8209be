/**
 * The extension `x-pagination` of an operation: how its answers are pages of one list. A description of others' gets it by
 * an overlay. Members that lead into an answer are JSON Pointers.
 */
import { isObject, type Json, type JsonObject } from "./json.ts";

export const PAGINATION_EXTENSION = "x-pagination";

/** What `x-pagination` may say, by style. */
export interface Pagination {
  /** How the next page is asked for: by its number, by the items before it, by what the last answer gave, by its `Link` header. */
  readonly style: "page" | "offset" | "cursor" | "link";
  /** To the list in the body; the empty pointer where the body is the list. */
  readonly items: string;
  /** The query parameter that says which page; of no use to `link`. */
  readonly parameter: string;
  /** To the number of pages. */
  readonly pages: string | undefined;
  /** To the number of items on all pages. */
  readonly total: string | undefined;
  /** To whether there are more pages. */
  readonly more: string | undefined;
  /** To the cursor of the next page. */
  readonly next: string | undefined;
  /** Within the last item of a page, to what is the cursor of the next. */
  readonly lastItem: string | undefined;
}

type Style = Pagination["style"];
type Pointer = "items" | "pages" | "total" | "more" | "next" | "lastItem";

/** The members of each style beside `style` and `items`. */
const STYLE_PROPERTIES: Readonly<Record<Style, readonly (keyof Pagination)[]>> = {
  page: ["parameter", "pages", "more"],
  offset: ["parameter", "total", "more"],
  cursor: ["parameter", "next", "lastItem", "more"],
  link: [],
};

/** A complaint about the extension itself, and the member that it is about. */
export interface PaginationProblem {
  readonly message: string;
  readonly property: string | undefined;
}

/** What an operation says of its pages; undefined where it says nothing, or what nobody can understand. */
export function paginationOfOperation(operation: object): Pagination | undefined {
  const written: unknown = Reflect.get(operation, PAGINATION_EXTENSION);
  return isObject(written) && paginationProblems(written).length === 0 ? readPagination(written) : undefined;
}

/** The members of an extension that has no faults, defaults filled in. */
export function readPagination(written: JsonObject): Pagination {
  const text = (name: Pointer | "parameter") => {
    const value = Object.hasOwn(written, name) ? written[name] : undefined;
    return typeof value === "string" ? value : undefined;
  };
  const style = knownStyle(written["style"]) ?? "page";
  return {
    style,
    items: text("items") ?? "",
    parameter: text("parameter") ?? style,
    pages: text("pages"),
    total: text("total"),
    more: text("more"),
    next: text("next"),
    lastItem: text("lastItem"),
  };
}

/** What is wrong with the extension, whatever the operation is. */
export function paginationProblems(written: unknown): readonly PaginationProblem[] {
  if (!isObject(written)) return [{ message: `\`${PAGINATION_EXTENSION}\` must be an object.`, property: undefined }];
  const style = knownStyle(written["style"]);
  if (style === undefined) {
    const message = `The style of \`${PAGINATION_EXTENSION}\` is one of ${Object.keys(STYLE_PROPERTIES).join(", ")}.`;
    return [{ message, property: Object.hasOwn(written, "style") ? "style" : undefined }];
  }
  const allowed: ReadonlySet<string> = new Set(["style", "items", ...STYLE_PROPERTIES[style]]);
  const faults = Object.entries(written).flatMap(([property, value]): readonly PaginationProblem[] => {
    if (!allowed.has(property)) return [{ message: `The style \`${style}\` has no \`${property}\`.`, property }];
    if (property === "style" || (typeof value === "string" && (property === "parameter" || isJsonPointer(value)))) {
      return [];
    }
    const wanted = property === "parameter" ? "the name of a parameter" : "a JSON Pointer, such as `/data`";
    return [{ message: `\`${property}\` must be ${wanted}.`, property }];
  });
  const cursors = ["next", "lastItem"].filter((property) => Object.hasOwn(written, property));
  if (style !== "cursor" || cursors.length === 1) return faults;
  return [...faults, { message: "The style `cursor` needs either `next` or `lastItem`.", property: cursors[1] }];
}

function knownStyle(written: Json | undefined): Style | undefined {
  return (Object.keys(STYLE_PROPERTIES) as Style[]).find((style) => style === written); // the keys of the table are the styles
}

function isJsonPointer(text: string): boolean {
  return /^(?:\/(?:[^~/]|~[01])*)*$/.test(text);
}
