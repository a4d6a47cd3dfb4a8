import type { Service } from "./core/call.ts";
import { type Clock, scaledClock } from "./core/clock.ts";
import { setFaults } from "./core/control.ts";
import { type Dispatcher, dispatch } from "./core/dispatch.ts";
import { checkFaults, type FaultInput, readFaults } from "./core/fault-schema.ts";
import { Faults } from "./core/faults.ts";
import { listen } from "./core/http.ts";
import { defaultAccount } from "./core/identity.ts";
import { type CallRecord, Journal } from "./core/journal.ts";
import type { KubernetesApi } from "./core/kubernetes-api.ts";
import { openStateFile } from "./core/persistence.ts";
import { type Leftover, Store } from "./core/store.ts";
import { World } from "./core/world.ts";
import { kubernetesApi } from "./kubernetes/api.ts";
import { services as allServices } from "./services/services.ts";
import { warmUp } from "./warm-up.ts";

export interface LocalAwsOptions {
  /** @default 0 - any free port */
  readonly port?: number;
  /** @default "127.0.0.1" */
  readonly host?: string;
  /** Simulated seconds in a real one. @default 1 */
  readonly speed?: number;
  /** Replaces the scaled clock, for example by a stepped one. @default - the machine's time, `speed` times as fast */
  readonly clock?: Clock;
  /** JSON lines in which the state is kept; made if it doesn't exist. @default - the state ends with the process */
  readonly stateFile?: string;
  /** JSON with the faults to play (see README.md). @default - none */
  readonly faultsFile?: string;
  /** JSON lines to which every call is appended. @default - calls are only kept in memory */
  readonly journalFile?: string;
  /** Makes identifiers differ from those of another local AWS. @default "local" */
  readonly seed?: string;
  /** @default - every service there is */
  readonly services?: readonly Service[];
  /** Serves the clusters' Kubernetes APIs. @default - one loopback port a cluster, with TLS */
  readonly kubernetes?: KubernetesApi;
}

export interface LocalAws extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Variables with which AWS's clients, the Terraform provider among them, talk to this and to nothing else. */
  environment(account?: string): Readonly<Record<string, string>>;
  /** Every object that still exists, what AWS itself brings along left out. */
  leftovers(account?: string): readonly Leftover[];
  journal(): readonly CallRecord[];
  /** Operations and parameters that were asked for and are not implemented, with the count of calls. */
  gaps(): ReadonlyMap<string, number>;
  /** Mistakes of the local AWS itself. */
  problems(): readonly string[];
  /** Replaces the faults that are played; none for an end of them. */
  setFaults(faults: readonly FaultInput[]): void;
  readonly world: World;
  close(): Promise<void>;
}

/** Starts the local AWS. Throws one line that names the port or the file that is wrong. */
export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const store = new Store();
  const stateFile = options.stateFile === undefined ? undefined : openStateFile(options.stateFile, store);
  const kubernetes = options.kubernetes ?? kubernetesApi();
  const world = new World({
    store,
    kubernetes,
    clock: options.clock ?? scaledClock(options.speed ?? 1),
    services: options.services ?? allServices,
    seed: options.seed ?? "local",
  });
  const journal = new Journal(options.journalFile);
  const dispatcher: Dispatcher = { world, journal, faults: new Faults() };
  if (options.faultsFile !== undefined) setFaults(dispatcher, readFaults(options.faultsFile));
  if (stateFile !== undefined) await world.resume();
  const called = warmUp([...world.services.values()]);
  const server = await listen(
    async (request) => {
      const answer = await dispatch(dispatcher, request);
      called(journal.calls().at(-1)?.region);
      return answer;
    },
    options.host ?? "127.0.0.1",
    options.port ?? 0,
  );
  const close = async () => {
    await server.close();
    await kubernetes.close();
    stateFile?.close();
  };
  return {
    url: server.url,
    environment: (account = defaultAccount) => clientEnvironment(server.url, account),
    leftovers: (account) => {
      world.advance();
      return store.leftovers().filter((leftover) => account === undefined || leftover.account === account);
    },
    journal: () => journal.calls(),
    gaps: () => journal.gaps,
    problems: () => world.problems,
    setFaults: (faults) => setFaults(dispatcher, checkFaults(faults, "faults")),
    world,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Of AWS's variables those that say where and in which form, and never who or to whom. */
const HARMLESS = /^AWS_(?:REGION|DEFAULT_REGION|DEFAULT_OUTPUT|PAGER)$/;

/**
 * One variable sends every service here. The others keep clients from finding real credentials, and endpoints of single
 * services, which count more than the one for all: a mistake must end in an error, never in somebody's account.
 *
 * @param from the environment over which these come
 */
export function clientEnvironment(
  url: string,
  account: string,
  from: NodeJS.ProcessEnv = process.env,
): Readonly<Record<string, string>> {
  const others = Object.keys(from).filter((name) => name.startsWith("AWS_") && !HARMLESS.test(name));
  return {
    ...Object.fromEntries(others.map((name) => [name, ""])),
    ...pastProxies(from),
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: "secret-of-the-local-aws",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    // Put over an environment that has them, empty ones take them away; `npm run local` and the tests leave them out then,
    // because botocore takes an empty profile for a name.
    AWS_PROFILE: "",
    AWS_SESSION_TOKEN: "",
    AWS_CA_BUNDLE: "",
  };
}

/** Python's clients, the AWS CLI among them, ask a proxy for this very machine, unless they are told not to. */
function pastProxies(from: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  if (!Object.keys(from).some((name) => /^(?:https?|all)_proxy$/i.test(name))) return {};
  const known = from["no_proxy"] || from["NO_PROXY"] || "";
  if (known.trim() === "*") return {};
  const direct = [known, "127.0.0.1", "localhost"].filter((host) => host !== "").join(",");
  return { NO_PROXY: direct, no_proxy: direct };
}
