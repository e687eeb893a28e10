import { defineConfig } from "vitest/config";

/** Tests sit beside the code; workspace packages are taken from their sources, never from a build. */
export default defineConfig({
  ssr: { resolve: { conditions: ["source", "node", "import", "default"] } },
  resolve: { conditions: ["source", "node", "import", "default"] },
  test: {
    include: ["{packages,scripts,demo,bot}/**/*.test.ts", "*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    globalSetup: ["scripts/test/bundle.ts"],
    setupFiles: ["fuzz-seed.ts"],
    testTimeout: 60_000,
    maxWorkers: "100%",
  },
});
