import type { ServiceName } from "../../core/call.ts";

export interface Step {
  readonly service: ServiceName;
  readonly operation: string;
  /** Strings may refer to the output of an earlier step: `{vpc.Vpc.VpcId}` is a member of what the step called `vpc` answered. */
  readonly input: object;
  /** Name under which later steps refer to the output. */
  readonly as?: string;
  /** Members that the output must have; a pattern fits strings, a list's members may be anywhere in the other list. */
  readonly expect?: object;
  /** Error code that is the right answer. */
  readonly fails?: string;
  /** Asked again and again until the expectation holds. */
  readonly until?: boolean;
  /** Reads what AWS itself brings along, so that the expectation holds in every account, a real one too. */
  readonly anywhere?: boolean;
  /** Why the step is not for other doubles. */
  readonly localOnly?: string;
}

export interface Scenario {
  readonly name: string;
  readonly steps: readonly Step[];
  /** Kinds of objects that can't be deleted within the scenario. @default - everything is gone at its end */
  readonly leaves?: readonly string[];
}

type Rest = Omit<Step, "service" | "operation" | "input">;

/** A shorthand for steps of one service. */
export const stepsOf =
  (service: ServiceName) =>
  (operation: string, input: object = {}, rest: Rest = {}): Step => ({ service, operation, input, ...rest });

/** For members that must be there, whatever they say. */
export const something = /./;

/** A trust policy for a service. */
export const trust = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: service }, Action: ["sts:AssumeRole", "sts:TagSession"] },
    ],
  });

export const policyDocument = (...actions: readonly string[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }],
  });
