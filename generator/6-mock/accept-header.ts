/** Content negotiation by the header `Accept`. RFC 9110 §12.5.1 */
import { parseMediaType } from "../../templates/runtime/wire/media-type.ts";

/** Returns the contents that `accept` allows, best first. Equal ones keep their order. Without `accept`: all contents. */
export function acceptableContents<Content extends { readonly mediaType: string }>(
  contents: readonly Content[],
  accept: string | null,
): readonly Content[] {
  if (accept === null || accept.trim() === "") return contents;
  const ranges = accept.split(",").flatMap((text) => parseMediaType(text) ?? []);
  const ranked = contents.map((content) => {
    const best = ranges
      .map(({ essence, parameters }) => ({
        fit: rangeSpecificity(essence, content.mediaType),
        quality: Number(parameters.get("q") ?? 1) || 0,
      }))
      .filter(({ fit }) => fit > 0)
      .toSorted((one, other) => other.fit - one.fit)
      .at(0);
    return { content, quality: best?.quality ?? 0 };
  });
  return ranked
    .filter(({ quality }) => quality > 0)
    .toSorted((one, other) => other.quality - one.quality)
    .map(({ content }) => content);
}

/**
 * Returns how specifically a range of `Accept` matches a described media type: 0 for no match, 3 for equality. The
 * described media type can be a range too.
 */
function rangeSpecificity(range: string, mediaType: string): number {
  const offered = parseMediaType(mediaType)?.essence ?? mediaType.toLowerCase();
  if (range === offered) return 3;
  const [type = "", subtype = ""] = range.split("/");
  const [offeredType = "", offeredSubtype = ""] = offered.split("/");
  if (type === "*") return 1;
  if (offeredType === "*") return 1;
  if (type !== offeredType) return 0;
  return subtype === "*" || offeredSubtype === "*" ? 2 : 0;
}
