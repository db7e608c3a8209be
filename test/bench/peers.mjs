/** Installs the peers of specwright into a folder of the system's temporary directory, with a Node that they run on. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const NODE = `node-${process.platform}-${process.arch}`;
const PINNED = {
  "@hey-api/openapi-ts": "0.99.0",
  "@kubb/core": "4.39.3",
  "@kubb/plugin-client": "4.39.3",
  "@kubb/plugin-oas": "4.39.3",
  "@kubb/plugin-ts": "4.39.3",
  "@kubb/cli": "4.39.3",
  "openapi-fetch": "0.17.0",
  "openapi-typescript": "7.13.0",
  orval: "8.38.0",
  typescript: "5.9.3",
  zod: "4.6.7",
  [NODE]: "24.21.0", // hey-api needs Node >= 22.18
};

export const PEERS_NODE = PINNED[NODE];

const peers = join(tmpdir(), "specwright-bench-peers");

/** The path of a file of a peer. */
export function peer(path) {
  return join(peers, "node_modules", path);
}

/** The executable of the Node that all contenders run on. */
export const node = peer(`${NODE}/bin/node`);

export function installPeers() {
  mkdirSync(peers, { recursive: true });
  const wanted = JSON.stringify({ private: true, type: "module", dependencies: PINNED });
  const manifest = join(peers, "package.json");
  if (existsSync(manifest) && existsSync(join(peers, "node_modules")) && readFileSync(manifest, "utf8") === wanted) {
    return;
  }
  writeFileSync(manifest, wanted);
  console.log(`installing the peers into ${peers}`);
  const { status } = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--no-save"], {
    cwd: peers,
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("the peers could not be installed");
}
