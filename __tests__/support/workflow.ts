import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** The lines of a step of a workflow, as GitHub gives them to the shell. */
export function workflowStep(file: string, name: string): { readonly run: string; readonly env: Env } {
  const { jobs } = parse(readFileSync(file, "utf8")) as Workflow;
  const step = Object.values(jobs)
    .flatMap(({ steps }) => steps)
    .find((one) => one.name === name);
  if (step?.run === undefined) throw new Error(`${file} has no step ${name}`);
  return {
    run: step.run,
    env: Object.fromEntries(Object.entries(step.env ?? {}).map(([key, value]) => [key, String(value)])),
  };
}

type Env = Readonly<Record<string, string>>;

interface Workflow {
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly steps: readonly {
          readonly name?: string;
          readonly run?: string;
          readonly env?: Readonly<Record<string, unknown>>;
        }[];
      }
    >
  >;
}
