/** Base paths of `servers`. A local server has the paths of the description at its root and below each base path. */
import type { Server } from "../../templates/server/create-server.ts";
import type { IncomingRequest } from "../../templates/server/http/incoming-request.ts";
import type { Program } from "./load-generated.ts";

/** Returns the different base paths of the servers, such as `/api/v1`, without a slash at the end. */
export function basePathsOf({ servers }: Program): readonly string[] {
  const paths = servers.map((server) => {
    const url = new URL(server.default ?? server.url, "http://root.invalid");
    return url.pathname.replace(/\/+$/, "");
  });
  return [...new Set(paths)].filter((path) => path !== "");
}

/** Returns a server with paths at the root and below each base path. `make` creates the server of one base path. */
export function serverAtBasePaths(
  basePaths: readonly string[],
  make: (basePath: string) => Server,
): Pick<Server, "handle"> {
  const root = make("");
  const others = basePaths.map((basePath) => make(basePath));
  return {
    handle(incoming: IncomingRequest, platform?: unknown) {
      const server = [root, ...others].find(({ hasPath }) => hasPath(incoming.path)) ?? root;
      return server.handle(incoming, platform);
    },
  };
}
