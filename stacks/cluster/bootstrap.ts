import { existsSync } from "node:fs";
import path from "node:path";
import type { Json } from "@eksplan/playbook/ir";
import type { CompilationCache } from "@eksplan/playbook/kept";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { Bootstrap, type BootstrapProps } from "../../modules/bootstrap/bootstrap.ts";
import type { ClusterSpec } from "../../modules/config/spec.ts";
import type { ControlPlane } from "../../modules/control-plane/control-plane.ts";
import type { Network } from "../../modules/network/network.ts";
import { runnerBundle } from "../../tools/runner-bundle.ts";
import type { ClusterContext } from "./context.ts";

/** In place of a playbook's path: somebody will run the tasks by hand. */
const MANUAL = "manual";

/** Where the files of a stack lie. */
export interface ClusterFiles {
  /** Root of the project. */
  readonly project: string;
  /** The cluster file; a playbook that it names is found from its folder. */
  readonly cluster: string;
  /** Keeps compiled playbooks between runs. @default - compiled every time */
  readonly cache?: CompilationCache;
}

/** What the program gives the playbook, beside what stands under `eks`. */
export type PlaybookValues = Pick<BootstrapProps, "vars" | "secretVars">;

interface Surroundings {
  readonly files: ClusterFiles;
  readonly values: PlaybookValues;
  /** As the file writes it: it goes to the playbook and not to Terraform. */
  readonly gitops: ClusterSpec["gitops"];
  readonly cluster: ControlPlane;
  readonly network: Network;
  readonly after: readonly ITerraformDependable[];
}

/** The playbook that runs inside the cluster when everything else stands. */
export function addBootstrap(
  stack: Construct,
  { spec, region, accountId }: ClusterContext,
  { files, values, gitops, cluster, network, after }: Surroundings,
): Bootstrap {
  return new Bootstrap(stack, "bootstrap", {
    cluster: {
      name: cluster.name,
      region,
      arn: cluster.arn,
      endpoint: cluster.endpoint,
      certificateAuthority: cluster.certificateAuthority,
      version: spec.metadata.version,
      accountId,
    },
    nodeGroups: spec.managedNodeGroups.map(({ name, minSize }) => ({ name, minSize })),
    values: {
      vpc_id: network.vpc.id,
      private_subnet_ids: network.privateSubnets.map(({ id }) => id),
      public_subnet_ids: network.publicSubnets.map(({ id }) => id),
      security_group_id: cluster.securityGroupId,
      oidc_issuer: cluster.issuer,
      addons: spec.addons.map(({ name }) => name).sort(),
      ...endpointAccess(spec),
    },
    ...values,
    vars: { ...flux(gitops), ...values.vars },
    manual: spec.eksplan.bootstrap === MANUAL,
    after,
    playbook: playbookOf(spec.eksplan.bootstrap, files),
    folders: { project: files.project, roles: [path.join(files.project, "bootstrap", "roles")] },
    runnerBundle: runnerBundle(files.project),
    ...(files.cache && { cache: files.cache }),
  });
}

/** What `gitops.flux` of the file says, for the role flux_bootstrap. */
function flux(gitops: ClusterSpec["gitops"]): Readonly<Record<string, Json>> {
  if (gitops?.flux === undefined) return {};
  const { gitProvider = "", flags = {} } = gitops.flux;
  return { flux_bootstrap_provider: gitProvider, flux_bootstrap_flags: { ...flags } };
}

/** From where the API can be reached, for the message when it can't. */
function endpointAccess({ vpc }: ClusterSpec): Readonly<Record<string, Json>> {
  const { publicAccess, privateAccess } = vpc.clusterEndpoints;
  const modes = [...(publicAccess ? ["public"] : []), ...(privateAccess ? ["private"] : [])];
  return {
    endpoint_access: modes.join(" and "),
    public_access_cidrs: publicAccess ? [...(vpc.publicAccessCIDRs ?? ["0.0.0.0/0"])] : [],
  };
}

/** The file that the cluster file names, else the one beside it, else the one that comes with eksplan. */
function playbookOf(named: string | undefined, { project, cluster }: ClusterFiles): string {
  const folder = path.resolve(project, path.dirname(cluster));
  if (named !== undefined && named !== MANUAL) return path.resolve(folder, named);
  const beside = path.join(folder, "bootstrap", "playbook.yml");
  return existsSync(beside) ? beside : path.join(project, "bootstrap", "playbook.yml");
}
