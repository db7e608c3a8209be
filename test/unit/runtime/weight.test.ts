/** The bundle size of a single operation: only what it refers to is bundled. */
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";

const RUNTIME = new URL("../../../templates/runtime/", import.meta.url).pathname;

/** Returns the modules of the runtime in the bundle, and its size in bytes, minified and compressed. */
async function bundle(source: string): Promise<{ readonly modules: readonly string[]; readonly size: number }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: source, resolveDir: RUNTIME, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    metafile: true,
    outfile: "bundle.js",
  });
  const inputs = Object.entries(metafile.outputs["bundle.js"]?.inputs ?? {});
  const modules = inputs
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path.replace(/^.*\//, ""));
  return { modules, size: gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).byteLength };
}

const OPERATIONS = `
  import { createSender } from "./client/client.js";
  import { encodeMultipart, decodeEvents } from "./wire/codecs.js";
  const json = { mediaType: "application/json", codec: "json" };
  const get = { id: "get", method: "GET", path: "/", parameters: [{ name: "q", in: "query" }], responses: { 200: { contents: [json] } } };
  const upload = {
    id: "upload", method: "POST", path: "/", responses: {}, encoders: { multipart: encodeMultipart },
    body: { contents: [{ mediaType: "multipart/form-data", codec: "multipart" }] },
  };
  const listen = {
    id: "listen", method: "GET", path: "/", decoders: { "event-stream": decodeEvents },
    responses: { 200: { contents: [{ mediaType: "text/event-stream", codec: "event-stream" }] } },
  };
  const send = createSender({ baseUrl: "https://api.example" });
`;

const CODECS: ReadonlySet<string> = new Set(["deep-object.ts", "events.ts", "form.ts", "lines.ts", "multipart.ts"]);

/** Modules that applications opt in to. */
const OPT_IN: ReadonlySet<string> = new Set([
  "conversion.ts",
  "conversions.ts",
  "exact-json.ts",
  "facade.ts",
  "renewable.ts",
  "retry.ts",
  "validating.ts",
  "validation.ts",
]);

test.each([
  ["JSON", "get", []],
  ["an upload", "upload", ["multipart.ts"]],
  ["events", "listen", ["events.ts"]],
])("%s: bundles no other codec and nothing of the server", async (_, operation, codecs) => {
  const { modules, size } = await bundle(`${OPERATIONS} export default send(${operation});`);
  expect(modules.filter((module) => CODECS.has(module))).toEqual(codecs);
  expect(modules.filter((module) => OPT_IN.has(module))).toEqual([]);
  // raise these limits with a reason only: error codes take 100 bytes, React Native 150, media type ranges 50, whole unexpected bodies 200, redirects and repeated types 150, reading by choice 20
  expect(size).toBeLessThan(codecs.length === 0 ? 6_850 : 8_750);
});
