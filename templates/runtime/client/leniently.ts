/**
 * Lenient reading of responses whose media type is not the documented one:
 *
 *     const api = createApi({ reading: leniently });
 */
import type { ContentSpec, JsonSyntax } from "../operation.js";
import { type MediaType, pickContent } from "../wire/media-type.js";

/**
 * Chooses the content of the description by which a body is read. The media type is undefined if it is
 * invalid. Returns undefined if the body cannot be read: the response is then unexpected.
 */
export type ReadingChoice = (contents: readonly ContentSpec[], type: MediaType | undefined) => ContentSpec | undefined;

/** The options of a call that apply to its response. */
export interface ReadingOptions {
  readonly maxBody: number;
  readonly reading: ReadingChoice | undefined;
}

/**
 * Reads JSON where JSON is documented, whatever the media type of the response says: `text/html`, `text/plain`, or
 * another JSON type such as `application/problem+json`. JSON lines under a JSON type become an array.
 */
export const leniently: ReadingChoice = (contents, type) => {
  const content =
    (type && pickContent(contents, type)) ??
    contents.find(({ codec }) => codec === "json") ??
    contents.find(({ codec }) => codec === "json-lines");
  return content?.codec === "json" ? { ...content, json: withLines(content.json ?? JSON) } : content;
};

/** Returns the syntax that also reads JSON lines, as an array. */
function withLines({ parse, stringify }: JsonSyntax): JsonSyntax {
  return {
    stringify,
    parse: (text) => {
      try {
        return parse(text);
      } catch (error) {
        const lines = text.split("\n").filter((line) => line.trim() !== "");
        if (lines.length < 2) throw error;
        return lines.map((line) => parse(line));
      }
    },
  };
}
