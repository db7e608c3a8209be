import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/**/*.test.ts"],
    exclude: ["test/golden/*/**", "test/types/**", "test/examples/**"],
    testTimeout: 120_000, // for what hangs: a busy machine is slow
    hookTimeout: 120_000,
    globalSetup: "test/support/built.ts",
    // by default one core is left idle, which on two cores is half of them
    maxWorkers: "100%",
  },
});

export default config;
