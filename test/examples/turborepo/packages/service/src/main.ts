import { serve } from "@example/api/server/node";
import { server } from "./server.js";

await serve(server, { port: Number(process.env["PORT"] ?? 3000) });
