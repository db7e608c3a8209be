/** The `Content-Type` of a request, which some software sends twice. */
import { type MediaType, parseMediaType } from "../../runtime/wire/media-type.js";

/**
 * Parses a `Content-Type`. Lines of the same type count as one type if their parameters agree. Returns undefined if the
 * header is invalid, or if its lines disagree.
 */
export function parseContentType(header: string): MediaType | undefined {
  return (
    parseMediaType(header) ?? (header.includes(",") ? agreedType(header.split(",").map(parseMediaType)) : undefined)
  );
}

/** Returns the only type of a list, with the parameters of all. Returns undefined if two of them disagree. */
function agreedType([first, ...others]: readonly (MediaType | undefined)[]): MediaType | undefined {
  if (!first) return undefined;
  const parameters = new Map(first.parameters);
  for (const other of others) {
    if (other?.essence !== first.essence) return undefined;
    for (const [name, value] of other.parameters) {
      const known = parameters.get(name) ?? value;
      if (known !== value && (name !== "charset" || known.toLowerCase() !== value.toLowerCase())) return undefined;
      parameters.set(name, value);
    }
  }
  return { essence: first.essence, parameters };
}
