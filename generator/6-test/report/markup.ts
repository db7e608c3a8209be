/** HTML that no text can break out of: whatever is interpolated is escaped, unless it was made here. */

/** HTML; nothing else makes one than `markup`, so a forgotten escape is impossible and not merely wrong. */
export class Markup {
  readonly #text: string;

  constructor(strings: TemplateStringsArray, values: readonly Content[]) {
    this.#text = String.raw({ raw: strings }, ...values.map(written));
  }

  toString(): string {
    return this.#text;
  }
}

/** What can stand in a template, also between the quotes of an attribute. */
export type Content = string | number | undefined | Markup | readonly Content[];

/** Literal parts are HTML, what stands between them is text. */
export function markup(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(strings, values);
}

function written(content: Content): string {
  if (content === undefined) return "";
  if (content instanceof Markup) return content.toString();
  if (typeof content === "object") return content.map(written).join("");
  return escape(String(content));
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

/** Control characters, and marks that turn the direction of writing, are shown as what cannot be shown. */
function escape(text: string): string {
  return text
    .replaceAll(/[&<>"']/g, (character) => ENTITIES.get(character) ?? "")
    .replaceAll(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}
