import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    pool: "threads",
    maxWorkers: "100%",
    projects: [
      { extends: true, test: { name: "unit", include: ["test/unit/**/*.test.ts"], testTimeout: 20_000 } },
      { extends: true, test: { name: "contract", include: ["test/contract/**/*.test.ts"], testTimeout: 30_000 } },
      {
        extends: true,
        test: { name: "scenario", include: ["test/scenario/**/*.test.ts"], testTimeout: 180_000, hookTimeout: 180_000 },
      },
      { extends: true, test: { name: "infra", include: ["test/infra/**/*.test.ts"], testTimeout: 180_000 } },
    ],
  },
});
