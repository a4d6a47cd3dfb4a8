import type { Issue } from "@eksplan/diagnostics/issue";
import type { Json } from "@eksplan/playbook/ir";
import type { CompilationCache } from "@eksplan/playbook/kept";
import type { Folders } from "@eksplan/playbook/source";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { EksCluster } from "../control-plane/eks-cluster.ts";
import { awsEnvironment } from "../terraform/aws-environment.ts";
import { vacant } from "../terraform/fail.ts";
import { Bootstrap, type BootstrapProps } from "./bootstrap.ts";
import { InterfaceSweep } from "./interface-sweep.ts";

export interface PlaybookProps
  extends Pick<BootstrapProps, "vars" | "secretVars" | "manual" | "deleteVolumes"> {
  readonly cluster: EksCluster;
  /** The playbook's file, absolute. */
  readonly file: string;
  /** Where roles and files of the playbook are found. */
  readonly folders: Folders;
  /** The bundled runner: `runnerBundle(project)`. */
  readonly runnerBundle: string;
  /** Keeps the compiled playbook between runs. @default - compiled every time */
  readonly cache?: CompilationCache | undefined;
}

/**
 * A playbook that runs inside the cluster when everything else of it stands, and is undone before anything of it goes:
 * `null_resource.<path>_<task>`. To be made after the node groups.
 * @throws PlaybookError with all mistakes of the playbook at once
 */
export class Playbook extends Construct {
  readonly bootstrap: Bootstrap;
  readonly warnings: readonly Issue[];
  /** The last step, for whatever comes after the playbook. */
  readonly done: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { cluster, file, ...props }: PlaybookProps) {
    super(vacant(scope, id), id);
    const { region, accountId } = awsEnvironment(this);
    const { resource, arn, endpoint, certificateAuthority, version, stages, network } = cluster;
    const { name } = resource;
    // It is the cluster's, whether the tasks are in the plan or not; only the runner comes with the playbook.
    const sweep = new InterfaceSweep(cluster, "interfaces", {
      cluster: {
        cluster_name: name,
        cluster_arn: arn,
        region,
        endpoint,
        certificate_authority: certificateAuthority,
      },
      vpcId: network.vpcId,
      vpcIsOwned: network.isOwned,
    });
    stages.add("prerequisites", ...sweep.done);
    const { cache, ...rest } = props;
    this.bootstrap = new Bootstrap(this, "this", {
      ...rest,
      ...(cache && { cache }),
      cluster: { name, region, arn, endpoint, certificateAuthority, version, accountId },
      nodeGroups: cluster.nodeGroups,
      values: clusterValues(cluster),
      after: stages.after("controllers"),
      playbook: file,
    });
    this.warnings = this.bootstrap.warnings;
    this.done = this.bootstrap.done;
  }
}

/** What a playbook finds under `eks` besides what identifies the cluster. */
function clusterValues(cluster: EksCluster): Readonly<Record<string, Json>> {
  const { network, endpointAccess } = cluster;
  const idsOf = (tier: "private" | "public") => network.subnets(tier).map(({ id }) => id);
  const isPublic = endpointAccess.access !== "private";
  const cidrs = isPublic ? (endpointAccess.publicCidrs ?? ["0.0.0.0/0"]) : [];
  return {
    vpc_id: network.vpcId,
    private_subnet_ids: idsOf("private"),
    public_subnet_ids: idsOf("public"),
    security_group_id: cluster.securityGroupId,
    oidc_issuer: cluster.issuer,
    addons: [...cluster.addons].sort(),
    endpoint_access: { public: "public", private: "private", both: "public and private" }[
      endpointAccess.access
    ],
    public_access_cidrs: [...cidrs],
  };
}
