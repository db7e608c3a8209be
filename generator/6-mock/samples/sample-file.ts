/** Samples of binary bodies: small valid files of common formats. */

const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=";
const GIF = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
const ZIP = "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==";
const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`;

const FILES: readonly (readonly [type: string, content: string | Buffer<ArrayBuffer>])[] = [
  ["image/png", Buffer.from(PNG, "base64")],
  ["image/gif", Buffer.from(GIF, "base64")],
  ["application/zip", Buffer.from(ZIP, "base64")],
  ["application/pdf", PDF],
];

/** Returns a file of a media type, or of the first known type in a range. For unknown types: bytes that are not UTF-8. */
export function sampleFile(mediaType: string): Blob {
  const [essence = ""] = mediaType.toLowerCase().split(/\s*;/);
  const [start = ""] = essence.split("*");
  const known = FILES.find(([type]) => (essence.includes("*") ? type.startsWith(start) : type === essence));
  if (known) return new Blob([known[1]], { type: known[0] });
  const type = essence.includes("*") ? "application/octet-stream" : essence;
  return new Blob([new Uint8Array([0, 255, 254, 253, 13, 10])], { type });
}
