import type { UndoAction, UndoSpec } from "../ir.ts";
import { UNDO_PHASES } from "../ir.ts";
import { readUndoSpec } from "./contract.ts";
import { noProgress, runNodes } from "./engine/node.ts";
import { Session, type SessionOptions } from "./engine/session.ts";
import { ContractError, messageOf } from "./failure.ts";
import { Helm } from "./helm/command.ts";
import { findRelease } from "./helm/release.ts";
import { Arguments } from "./modules/arguments.ts";
import { childEnvironment } from "./process/environment.ts";
import { runtimeValues } from "./runtime.ts";
import { isClusterGone } from "./undo/cluster-gone.ts";
import { drainCluster } from "./undo/drain.ts";
import { foreignCompute } from "./undo/foreign-compute.ts";
import { sweepInterfaces } from "./undo/interfaces.ts";
import { loadBalancersOf } from "./undo/load-balancers.ts";
import { removeObject } from "./undo/objects.ts";

export type UndoOptions = Pick<SessionOptions, "mask" | "report" | "children" | "temporary" | "signal">;

/** What an undo found: done, not there any more, or left on purpose with a reason. */
export type Undone = { readonly status: "changed" | "ok"; readonly note?: string };

async function uninstall(action: Extract<UndoAction, { kind: "helm" }>, session: Session): Promise<Undone> {
  const { children, temporary, signal } = session.options;
  const context = {
    children,
    environment: childEnvironment(process.env),
    kubernetes: (args: Arguments) => session.kubernetes(args, signal),
    signal,
    temporary: async () => temporary.folder(),
  };
  const helm = new Helm(new Arguments({}), context, action.namespace);
  const release = await findRelease(helm, action.release, true);
  if (release === undefined) return { status: "ok", note: "not installed" };
  await helm.run(["uninstall", action.release, "--wait", "--timeout", "300s"]);
  return { status: "changed" };
}

async function runTasks(action: Extract<UndoAction, { kind: "tasks" }>, session: Session): Promise<Undone> {
  const progress = noProgress();
  const isFine = await runNodes(action.tasks, { session, progress, own: {}, kind: "TASK", rescued: false });
  if (!isFine) throw new Error("a task of the undo failed, see above");
  return { status: progress.counts.changed > 0 ? "changed" : "ok" };
}

/** Seconds that somebody in a hurry, or in no hurry, gives to what is waited for. */
function patience(): { readonly limit?: number } {
  const seconds = Number(process.env["EKS_BOOTSTRAP_UNDO_SECONDS"]);
  return seconds > 0 ? { limit: seconds } : {};
}

async function drain({ cluster }: UndoSpec, volumes: boolean, session: Session): Promise<Undone> {
  const { options } = session;
  const foreign = await foreignCompute({ ...options, cluster });
  if (foreign.length > 0) {
    throw new Error(
      `cluster ${cluster.cluster_name} can't be deleted while it has what no stack has made: ${foreign.join(", ")}; delete it first`,
    );
  }
  const client = await session.kubernetes(new Arguments({}), options.signal);
  try {
    return await drainCluster(volumes, client, { ...options, ...patience() });
  } catch (error) {
    const arns = await loadBalancersOf({ ...options, cluster });
    if (arns.length === 0) throw error;
    throw new Error(`${messageOf(error)}; load balancers of the cluster: ${arns.join(", ")}`, {
      cause: error,
    });
  }
}

async function carryOut(spec: UndoSpec, session: Session): Promise<Undone> {
  const { action, cluster } = spec;
  switch (action.kind) {
    case "k8s":
      return removeObject(
        action,
        await session.kubernetes(new Arguments({}), session.options.signal),
        session.options.signal,
      );
    case "helm":
      return uninstall(action, session);
    case "tasks":
      return runTasks(action, session);
    case "drain":
      return drain(spec, action.volumes, session);
    case "interfaces":
      return sweepInterfaces(cluster.cluster_name, action, {
        ...session.options,
        ...patience(),
        region: cluster.region,
      });
  }
}

function sessionFor(spec: UndoSpec, options: UndoOptions): Session {
  const { cluster, action } = spec;
  const eks = Object.defineProperties(
    { ...cluster, ...(action.kind === "tasks" ? action.eks : {}) },
    Object.getOwnPropertyDescriptors(runtimeValues(cluster, process.env, () => options.temporary.folder())),
  );
  const vars = action.kind === "tasks" ? action.vars : {};
  return new Session({
    ...options,
    cluster,
    extra: { ...vars, eks },
    folder: process.cwd(),
    check: false,
    diff: false,
  });
}

/** Takes back what one task did. A cluster that is proven gone needs nothing taken back. @returns the exit code */
export async function undo(phase: string | undefined, options: UndoOptions): Promise<number> {
  if (!UNDO_PHASES.some((known) => known === phase)) {
    throw new ContractError(`unknown phase "${phase ?? ""}"; there are ${UNDO_PHASES.join(", ")}`);
  }
  const spec = readUndoSpec(process.env);
  const { report, signal, mask } = options;
  report.header("UNDO", spec.identity);
  if (process.env["EKS_BOOTSTRAP_SKIP_UNDO"] === "1") {
    report.line(
      `skipping: [localhost] => EKS_BOOTSTRAP_SKIP_UNDO=1 leaves ${spec.identity} in ${spec.cluster.cluster_name}`,
      "skipping",
    );
    return 0;
  }
  // Interfaces outlive the cluster and are in the way all the same.
  const isGone = async (): Promise<boolean> => {
    const reason =
      spec.action.kind === "interfaces" ? undefined : await isClusterGone(spec.cluster, mask, signal);
    if (reason !== undefined)
      report.line(`skipping: [localhost] => ${reason}, so is ${spec.identity}`, "skipping");
    return reason !== undefined;
  };
  // Asked first, since a dead endpoint is given a minute to come back by everything that is undone.
  if (await isGone()) return 0;
  try {
    const { status, note } = await carryOut(spec, sessionFor(spec, options));
    report.line(`${status}: [localhost]${note === undefined ? "" : ` => ${note}`}`, status);
    report.event({ event: "undo", identity: spec.identity, status, note });
    return 0;
  } catch (error) {
    signal.throwIfAborted();
    if (await isGone()) return 0;
    report.line(`fatal: [localhost]: FAILED! => ${messageOf(error)}`, "failed");
    report.line(
      `    left behind: ${spec.identity} in cluster ${spec.cluster.cluster_name} (${spec.cluster.region})`,
    );
    report.line("    fix the cause and destroy again, or set EKS_BOOTSTRAP_SKIP_UNDO=1 to leave it behind");
    report.event({ event: "undo", identity: spec.identity, status: "failed", msg: messageOf(error) });
    return 2;
  }
}
