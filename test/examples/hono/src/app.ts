import { Hono } from "hono";
import { toHono } from "./api/server/hono.js";
import { server } from "./server.js";

export const app = new Hono();
app.get("/health", (context) => context.json({ healthy: true }));
app.all("*", toHono(server));
