import { server } from "../../../src/server";

const handle = (request: Request): Promise<Response> => server.fetch(request);

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
