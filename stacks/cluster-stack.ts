import { Aspects } from "cdktf";
import type { Construct } from "constructs";
import type { Bootstrap } from "../modules/bootstrap/bootstrap.ts";
import type { ClusterSpec } from "../modules/config/spec.ts";
import { OidcProvider } from "../modules/iam/oidc-provider.ts";
import { Barrier } from "../modules/terraform/barrier.ts";
import { type Document, gateRoots } from "../modules/terraform/gate.ts";
import { literalDeep } from "../modules/terraform/template.ts";
import type { Backend } from "./backend.ts";
import { BaseStack } from "./base-stack.ts";
import { addAccess } from "./cluster/access.ts";
import { addAddons } from "./cluster/addons.ts";
import { addBootstrap, type ClusterFiles, type PlaybookValues } from "./cluster/bootstrap.ts";
import { clusterContext } from "./cluster/context.ts";
import { addControlPlane } from "./cluster/control-plane.ts";
import { addKeys } from "./cluster/encryption.ts";
import { addFargateProfiles } from "./cluster/fargate.ts";
import { addInterfaceSweep } from "./cluster/interface-sweep.ts";
import { addNetwork } from "./cluster/network.ts";
import { addNodeGroups } from "./cluster/node-groups.ts";
import { NodeRoles } from "./cluster/node-roles.ts";
import { addOutputs } from "./cluster/outputs.ts";
import { NameTags } from "./name-tags.ts";
import { awsProviderVersion } from "./provider-version.ts";

export interface ClusterStackProps {
  readonly spec: ClusterSpec;
  readonly backend: Backend;
  readonly files: ClusterFiles;
  /** Variables and secrets for the playbook, from resources of other stacks for example. @default - none */
  readonly playbook?: PlaybookValues;
}

/** Everything of one cluster file, in the order in which it comes into being. */
export class ClusterStack extends BaseStack {
  readonly bootstrap: Bootstrap;

  constructor(scope: Construct, props: ClusterStackProps) {
    // The file's texts mean what they say: `${…}` in them is no Terraform expression.
    const spec = literalDeep(props.spec);
    const { name, region, tags = {} } = spec.metadata;
    super(scope, name, {
      region,
      tags: { ...tags, "eksplan.dev/cluster": name },
      awsProviderVersion: awsProviderVersion(spec),
      backend: props.backend,
    });
    Aspects.of(this).add(new NameTags());

    const context = clusterContext(this, spec);
    const keys = addKeys(this, context);
    const network = addNetwork(this, context, keys.logs);
    const cluster = addControlPlane(this, context, network, keys);
    const oidc = spec.iam.withOIDC
      ? new OidcProvider(this, "oidc_provider", { issuer: cluster.issuer })
      : undefined;
    const access = addAccess(this, context, cluster);

    const nodeRoles = new NodeRoles(this, context);
    const early = addAddons(this, context, cluster, oidc, "before compute", [cluster.resource]);
    const prerequisites = new Barrier(this, "compute_prerequisites", [
      ...early,
      ...network.routing,
      ...addInterfaceSweep(this, context, cluster, network),
      ...nodeRoles.permissions(spec.managedNodeGroups),
    ]);
    const nodeGroups = addNodeGroups(this, context, cluster, network, nodeRoles, prerequisites.passed);
    const profiles = addFargateProfiles(this, context, cluster, network, prerequisites.passed);
    const capacity = new Barrier(this, "compute_capacity", [...nodeGroups, ...profiles.slice(-1)]);
    const late = addAddons(this, context, cluster, oidc, "after compute", capacity.passed);

    this.bootstrap = addBootstrap(this, context, {
      files: props.files,
      values: props.playbook ?? {},
      gitops: props.spec.gitops,
      cluster,
      network,
      after: [...capacity.passed, ...late, ...access],
    });
    addOutputs(this, context, cluster, network, nodeGroups);
  }

  /** A machine that lacks what the bootstrap needs is told so before the first AWS object is created. */
  override toTerraform(): Document {
    const document = super.toTerraform() as Document;
    const { preflight } = this.bootstrap;
    return preflight === undefined ? document : gateRoots(document, preflight.address, "aws_");
  }
}
