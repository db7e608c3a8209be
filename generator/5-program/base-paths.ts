/** The paths of the description stand at the root of the mock, and where its servers say: clients may ask at either. */
import type { Server } from "../../templates/server/create-server.ts";
import type { IncomingRequest } from "../../templates/server/http/incoming-request.ts";
import type { Program } from "./load-generated.ts";

/** `/api/v1`, without a slash at the end; those of the servers that have any. */
export function basePathsOf({ servers }: Program): readonly string[] {
  const paths = servers.map((server) => {
    const url = new URL(server.default ?? server.url, "http://root.invalid");
    return url.pathname.replace(/\/+$/, "");
  });
  return [...new Set(paths)].filter((path) => path !== "");
}

/** A server whose paths are at the root and below each of `basePaths`; `make` is called once for each place. */
export function serverAt(basePaths: readonly string[], make: (basePath: string) => Server): Pick<Server, "handle"> {
  const root = make("");
  const others = basePaths.map((basePath) => make(basePath));
  return {
    handle(incoming: IncomingRequest, platform?: unknown) {
      const server = [root, ...others].find(({ hasPath }) => hasPath(incoming.path)) ?? root;
      return server.handle(incoming, platform);
    },
  };
}
