import { defineConfig } from "vitest/config";

/** The tests' environment is a clean one; what Node reads when it starts has to be told before. */
const environment = {
  setupFiles: ["__tests__/support/clean-environment-setup.ts"],
  env: { NODE_USE_ENV_PROXY: "0" },
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["__tests__/{unit,golden,probe}/**/*.test.ts", "packages/*/__tests__/**/*.test.ts"],
          ...environment,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "terraform",
          include: ["__tests__/{terraform,living}/**/*.test.ts"],
          ...environment,
          globalSetup: ["__tests__/support/terraform-setup.ts"],
          testTimeout: 1_200_000,
          hookTimeout: 120_000,
        },
      },
    ],
    maxWorkers: 2,
  },
});
