import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { UserError } from "@eksplan/diagnostics/user-error";
import { App, type AppConfig } from "cdktf";
import type { Backend } from "./backend.ts";
import { parseBackend } from "./parse-backend.ts";

const NAME = "cdktf.json";
const file = () => path.join(process.cwd(), NAME);

/** A cdktf app, and where the states of its stacks live. */
export interface ProjectApp {
  readonly app: App;
  readonly backend: Backend;
}

/**
 * The app of the project in the working folder. The cdktf CLI hands the context of `cdktf.json` to the program that it
 * starts; a program that is started in another way reads it here, so that all ways to synthesize write the same.
 *
 * @throws UserError for what is wrong in `cdktf.json`
 */
export function projectApp(config: Omit<AppConfig, "context"> = {}): ProjectApp {
  // Stack traces of every construct cost more than the rest of a synth, and only cdktf's own errors show them.
  const app = new App({ stackTraces: false, ...config, context: projectContext() });
  return { app, backend: parseBackend(app.node.tryGetContext("backend")) };
}

/** Where the states of this project live, for programs that synthesize nothing. */
export function projectBackend(): Backend {
  return parseBackend(projectContext()["backend"]);
}

/** `context` of `cdktf.json`; empty without the file. */
function projectContext(): Record<string, unknown> {
  if (!existsSync(file())) return {};
  const { context } = parseFile();
  if (context === undefined || context === null) return {};
  if (typeof context === "object" && !Array.isArray(context)) return context as Record<string, unknown>;
  throw new UserError([
    { path: `${NAME} context`, message: 'must be a map, for example { "backend": { "type": "local" } }' },
  ]);
}

function parseFile(): { readonly context?: unknown } {
  try {
    return (JSON.parse(readFileSync(file(), "utf8")) ?? {}) as { readonly context?: unknown };
  } catch (error) {
    throw new UserError([
      { path: NAME, message: `cannot be read as JSON: ${(error as Error).message}; correct it` },
    ]);
  }
}
