import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["__tests__/{unit,golden,probe}/**/*.test.ts", "packages/*/__tests__/**/*.test.ts"],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: "terraform",
          include: ["__tests__/terraform/**/*.test.ts"],
          globalSetup: ["__tests__/support/terraform-setup.ts"],
          testTimeout: 1_200_000,
          hookTimeout: 120_000,
        },
      },
    ],
    maxWorkers: 2,
  },
});
