import type { Environment } from "./environment.ts";
import { collectionFilters } from "./filters/collection.ts";
import { dataFilters } from "./filters/data.ts";
import { pathFilters } from "./filters/path.ts";
import { regexFilters } from "./filters/regex.ts";
import { sequenceFilters } from "./filters/sequence.ts";
import { textFilters } from "./filters/text.ts";
import { valueFilters } from "./filters/value.ts";
import { globals } from "./globals.ts";
import { tests } from "./tests.ts";

/** Jinja's and Ansible's filters, tests and functions, without lookups. */
export const standard: Environment = {
  filters: {
    ...textFilters,
    ...sequenceFilters,
    ...collectionFilters,
    ...valueFilters,
    ...dataFilters,
    ...regexFilters,
    ...pathFilters,
  },
  tests,
  globals,
};

/** @returns the standard environment with more functions, lookups for example */
export const withGlobals = (more: Readonly<Record<string, unknown>>): Environment => ({
  ...standard,
  globals: { ...standard.globals, ...more },
});
