import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The server of the API, without `/api`. */
const target = process.env.API_URL ?? "http://127.0.0.1:4010";
const proxy = { "/api": { target, rewrite: (path) => path.replace(/^\/api/, "") } };

export default defineConfig({ plugins: [react()], server: { proxy }, preview: { proxy } });
