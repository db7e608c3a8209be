/** Simple XML of a value. It does not follow the XML Object of the description. */

/** Returns an XML document. Items of arrays, and properties whose name is not valid in XML, are elements `item`. */
export function toXml(value: unknown): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlElement("root", value)}\n`;
}

function xmlElement(name: string, value: unknown): string {
  const tag = /^[A-Za-z_][\w.-]*$/.test(name) ? name : "item";
  return `<${tag}>${xmlContent(value)}</${tag}>`;
}

function xmlContent(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => xmlElement("item", item)).join("");
  if (typeof value !== "object" || value === null) return escapeXml(value === null ? "" : String(value));
  return Object.entries(value)
    .map(([name, member]) => xmlElement(name, member))
    .join("");
}

/** Escapes a string. Removes characters that XML cannot contain. XML 1.0 §2.2 */
function escapeXml(text: string): string {
  return text
    .replaceAll(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
