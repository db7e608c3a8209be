/**
 * The extension `x-pagination` of an operation: how its answers are pages of one list. A description of others' gets it by
 * an overlay. Members that lead into an answer are JSON Pointers.
 */
import { isObject, type Json, type JsonObject } from "./json.ts";

export const PAGINATION = "x-pagination";

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
const MEMBERS: Readonly<Record<Style, readonly (keyof Pagination)[]>> = {
  page: ["parameter", "pages", "more"],
  offset: ["parameter", "total", "more"],
  cursor: ["parameter", "next", "lastItem", "more"],
  link: [],
};

/** A complaint about the extension itself, and the member that it is about. */
export interface PaginationFault {
  readonly message: string;
  readonly member: string | undefined;
}

/** What an operation says of its pages; undefined where it says nothing, or what nobody can understand. */
export function paginationOf(operation: object): Pagination | undefined {
  const written: unknown = Reflect.get(operation, PAGINATION);
  return isObject(written) && faultsOf(written).length === 0 ? read(written) : undefined;
}

/** The members of an extension that has no faults, defaults filled in. */
export function read(written: JsonObject): Pagination {
  const text = (name: Pointer | "parameter") => {
    const value = Object.hasOwn(written, name) ? written[name] : undefined;
    return typeof value === "string" ? value : undefined;
  };
  const style = styleOf(written["style"]) ?? "page";
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
export function faultsOf(written: unknown): readonly PaginationFault[] {
  if (!isObject(written)) return [{ message: `\`${PAGINATION}\` must be an object.`, member: undefined }];
  const style = styleOf(written["style"]);
  if (style === undefined) {
    const message = `The style of \`${PAGINATION}\` is one of ${Object.keys(MEMBERS).join(", ")}.`;
    return [{ message, member: Object.hasOwn(written, "style") ? "style" : undefined }];
  }
  const allowed: ReadonlySet<string> = new Set(["style", "items", ...MEMBERS[style]]);
  const faults = Object.entries(written).flatMap(([member, value]): readonly PaginationFault[] => {
    if (!allowed.has(member)) return [{ message: `The style \`${style}\` has no \`${member}\`.`, member }];
    if (member === "style" || (typeof value === "string" && (member === "parameter" || isPointer(value)))) return [];
    const wanted = member === "parameter" ? "the name of a parameter" : "a JSON Pointer, such as `/data`";
    return [{ message: `\`${member}\` must be ${wanted}.`, member }];
  });
  const cursors = ["next", "lastItem"].filter((member) => Object.hasOwn(written, member));
  if (style !== "cursor" || cursors.length === 1) return faults;
  return [...faults, { message: "The style `cursor` needs either `next` or `lastItem`.", member: cursors[1] }];
}

function styleOf(written: Json | undefined): Style | undefined {
  return (Object.keys(MEMBERS) as Style[]).find((style) => style === written); // the keys of the table are the styles
}

function isPointer(text: string): boolean {
  return /^(?:\/(?:[^~/]|~[01])*)*$/.test(text);
}
