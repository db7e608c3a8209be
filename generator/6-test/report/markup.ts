/** Builds HTML and XML from template literals, with all interpolated strings escaped. */
import { replaceControls, visibleText } from "../../visible-text.ts";

/** Escaped HTML. Only `markup` creates it, so that no string can be printed without escaping. */
export class Markup {
  readonly #text: string;

  constructor(strings: TemplateStringsArray, values: readonly MarkupContent[]) {
    this.#text = String.raw({ raw: strings }, ...values.map(contentToHtml));
  }

  toString(): string {
    return this.#text;
  }
}

/** Content that a template can interpolate, also in quoted attributes. */
export type MarkupContent = string | number | undefined | Markup | readonly MarkupContent[];

/** Returns HTML. Literal parts are HTML, and interpolated strings are text. */
export function markup(strings: TemplateStringsArray, ...values: readonly MarkupContent[]): Markup {
  return new Markup(strings, values);
}

function contentToHtml(content: MarkupContent): string {
  if (content === undefined) return "";
  if (content instanceof Markup) return content.toString();
  if (typeof content === "object") return content.map(contentToHtml).join("");
  return escapeHtml(String(content));
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

/** Escapes HTML. C0 control characters become U+FFFD. Other invisible characters become escapes such as `\u202e`. */
function escapeHtml(text: string): string {
  return visibleText(replaceControls(text, "\ufffd")).replaceAll(
    /[&<>"']/g,
    (character) => ENTITIES.get(character) ?? "",
  );
}
