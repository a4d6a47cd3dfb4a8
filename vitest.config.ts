import { defineConfig } from "vitest/config";

const setupFiles = ["__tests__/support/clean-environment-setup.ts"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["__tests__/{unit,golden,probe}/**/*.test.ts", "packages/*/__tests__/**/*.test.ts"],
          setupFiles,
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: "terraform",
          include: ["__tests__/terraform/**/*.test.ts"],
          setupFiles,
          globalSetup: ["__tests__/support/terraform-setup.ts"],
          testTimeout: 1_200_000,
          hookTimeout: 120_000,
        },
      },
    ],
    maxWorkers: 2,
  },
});
