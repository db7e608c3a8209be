/** Compiles the build script and runs it: Node 20 cannot run TypeScript. */
import { build } from "esbuild";

const outfile = new URL("../../node_modules/.cache/specwright/build.mjs", import.meta.url);
await build({
  entryPoints: [new URL("build.ts", import.meta.url).pathname],
  outfile: outfile.pathname,
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
});
const { buildAll } = await import(outfile.href);
await buildAll(new URL("../../", import.meta.url), { forPackage: process.argv.includes("--package") });
