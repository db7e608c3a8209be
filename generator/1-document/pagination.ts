/**
 * Reads `x-pagination`, an extension of Operation Objects. It says how to read one array from several paged
 * responses. An overlay can add it to a description that the user does not own. Locations in a response are JSON
 * Pointers.
 */
import { isObject, type Json, type JsonObject } from "./json.ts";

export const PAGINATION_EXTENSION = "x-pagination";

/** The value of `x-pagination`, with defaults. */
export interface Pagination {
  /**
   * The way to request the next page: by page number, by number of items so far, by a cursor, or by the `Link`
   * header.
   */
  readonly style: "page" | "offset" | "cursor" | "link";
  /** Pointer to the array in the body. The empty pointer means that the body itself is the array. */
  readonly items: string;
  /** The query parameter that selects the page. Not used by the style `link`. */
  readonly parameter: string;
  /** Pointer to the number of pages. */
  readonly pages: string | undefined;
  /** Pointer to the number of items on all pages. */
  readonly total: string | undefined;
  /** Pointer to a boolean that is true if there are more pages. */
  readonly more: string | undefined;
  /** Pointer to the cursor of the next page. */
  readonly next: string | undefined;
  /** Pointer within the last item of a page to the cursor of the next page. */
  readonly lastItem: string | undefined;
}

type Style = Pagination["style"];
type Pointer = "items" | "pages" | "total" | "more" | "next" | "lastItem";

/** The properties of each style in addition to `style` and `items`. */
const STYLE_PROPERTIES: Readonly<Record<Style, readonly (keyof Pagination)[]>> = {
  page: ["parameter", "pages", "more"],
  offset: ["parameter", "total", "more"],
  cursor: ["parameter", "next", "lastItem", "more"],
  link: [],
};

/** A problem of the extension itself, and the property that causes it. */
export interface PaginationProblem {
  readonly message: string;
  readonly property: string | undefined;
}

/** Returns the pagination of an operation. Returns undefined if the extension is absent or invalid. */
export function paginationOfOperation(operation: object): Pagination | undefined {
  const written: unknown = Reflect.get(operation, PAGINATION_EXTENSION);
  return isObject(written) && paginationProblems(written).length === 0 ? readPagination(written) : undefined;
}

/** Reads a valid extension and fills in defaults. */
export function readPagination(written: JsonObject): Pagination {
  const stringProperty = (name: Pointer | "parameter") => {
    const value = Object.hasOwn(written, name) ? written[name] : undefined;
    return typeof value === "string" ? value : undefined;
  };
  const style = knownStyle(written["style"]) ?? "page";
  return {
    style,
    items: stringProperty("items") ?? "",
    parameter: stringProperty("parameter") ?? style,
    pages: stringProperty("pages"),
    total: stringProperty("total"),
    more: stringProperty("more"),
    next: stringProperty("next"),
    lastItem: stringProperty("lastItem"),
  };
}

/** Returns the problems of the extension that do not depend on its operation. */
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
  return (Object.keys(STYLE_PROPERTIES) as Style[]).find((style) => style === written); // the keys of this table are the styles
}

function isJsonPointer(text: string): boolean {
  return /^(?:\/(?:[^~/]|~[01])*)*$/.test(text);
}
