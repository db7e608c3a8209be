/** The choice between formats that are checked and formats that are annotations. The document carries it to all readers. */
import type { FormatAssertion, FormatOptions } from "../../options.ts";
import type { Document } from "../openapi.ts";

/** Returns how strictly a format is checked. */
export type FindFormatAssertion = (format: string) => FormatAssertion;

/** Returns the document with the choice of the user. */
export function withFormatOptions(document: Document, formats: FormatOptions | undefined): Document {
  return formats === undefined ? document : { ...document, "x-specwright-formats": formats };
}

/** Returns how strictly each format of a document is checked: strictly, unless the user has chosen something else. */
export function formatAssertionsOf({ "x-specwright-formats": formats }: Document): FindFormatAssertion {
  return formatAssertions(formats);
}

/** Returns how strictly each format is checked by the options of the user. */
export function formatAssertions({ assert = true }: FormatOptions = {}): FindFormatAssertion {
  if (typeof assert === "boolean") return () => assert;
  if (isList(assert)) return (format) => assert.includes(format);
  return (format) => (Object.hasOwn(assert, format) ? (assert[format] ?? true) : true);
}

function isList(assert: NonNullable<FormatOptions["assert"]>): assert is readonly string[] {
  return Array.isArray(assert);
}
