/** A value as XML, element by element: enough for a reader of XML to have something to read. */

/** Names that are none in XML are elements called `item`, as those of lists are. */
export function toXml(value: unknown): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("root", value)}\n`;
}

function element(name: string, value: unknown): string {
  const tag = /^[A-Za-z_][\w.-]*$/.test(name) ? name : "item";
  return `<${tag}>${contentOf(value)}</${tag}>`;
}

function contentOf(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => element("item", item)).join("");
  if (typeof value !== "object" || value === null) return escape(value === null ? "" : String(value));
  return Object.entries(value)
    .map(([name, member]) => element(name, member))
    .join("");
}

/** What XML 1.0 cannot hold at all (§2.2) is left out. */
function escape(text: string): string {
  return text
    .replaceAll(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
