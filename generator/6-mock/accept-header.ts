/** Which of the media types of an answer a client would rather have. RFC 9110 §12.5.1 */
import { parseMediaType } from "../../templates/runtime/wire/media-type.ts";

/** The contents that `accept` allows, the best first; equals stay in their order. All of them where there is no `accept`. */
export function acceptable<Content extends { readonly mediaType: string }>(
  contents: readonly Content[],
  accept: string | null,
): readonly Content[] {
  if (accept === null || accept.trim() === "") return contents;
  const ranges = accept.split(",").flatMap((text) => parseMediaType(text) ?? []);
  const ranked = contents.map((content) => {
    const best = ranges
      .map(({ essence, parameters }) => ({
        fit: fitOf(essence, content.mediaType),
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

/** The more, the more exactly the range says it; 0: not at all. A range of the description may be any of its types. */
function fitOf(range: string, mediaType: string): number {
  const offered = parseMediaType(mediaType)?.essence ?? mediaType.toLowerCase();
  if (range === offered) return 3;
  const [type = "", subtype = ""] = range.split("/");
  const [offeredType = "", offeredSubtype = ""] = offered.split("/");
  if (type === "*") return 1;
  if (offeredType === "*") return 1;
  if (type !== offeredType) return 0;
  return subtype === "*" || offeredSubtype === "*" ? 2 : 0;
}
