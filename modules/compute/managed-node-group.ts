import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { fitName } from "../aws/fit-name.ts";
import type { Capacity } from "../control-plane/capacity.ts";
import type { VolumeSpec } from "../spec/node-group.ts";
import { awsEnvironment } from "../terraform/aws-environment.ts";
import { vacant } from "../terraform/fail.ts";
import { Overrides } from "../terraform/overrides.ts";
import { NodeLaunchTemplate } from "./launch-template.ts";
import type { ManagedNodeGroupProps, ManagedNodeGroupResources } from "./managed-node-group-props.ts";
import { DEFAULT_SCALING, nodeGroupArguments, suffixedPrefix } from "./node-group-arguments.ts";
import { sharedNodeRole } from "./node-role.ts";
import { RunningSizes } from "./running-sizes.ts";

/**
 * Nodes that EKS manages, on a launch template of their own: `aws_eks_node_group.<path>`,
 * `aws_launch_template.<path>_launch_template`.
 * @throws UserError for a tier or a zone that the network does not have
 * @see https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html
 */
export class ManagedNodeGroup extends Construct implements Capacity {
  /** As given; EKS's own may have a suffix: `resource.nodeGroupName`. */
  readonly name: string;
  readonly minSize: number;
  readonly resource: EksNodeGroup;
  readonly launchTemplate: NodeLaunchTemplate;

  constructor(scope: Construct, id: string, props: ManagedNodeGroupProps) {
    super(vacant(scope, id), id);
    const overrides = new Overrides<ManagedNodeGroupResources>(this, props.override);
    const { cluster, name, subnets = { tier: "private", zones: [] } } = props;
    const role = props.role ?? sharedNodeRole(cluster);
    const { scaling = DEFAULT_SCALING } = props;
    const instance = {
      name: `${cluster.name}-${name}-Node`,
      volumes: [],
      metadata: { tokensRequired: true, hopLimit: 1 as const },
      securityGroupIds: [],
      ...props.instance,
    };
    this.launchTemplate = new NodeLaunchTemplate(this, "launch_template", {
      // With slashes, which neither name can have: group b-c of cluster a is not group c of cluster a-b.
      name: fitName(`eksplan/${cluster.name}/${name}${withoutThroughput(instance.volumes)}`, { length: 128 }),
      instance,
      securityGroupIds: [cluster.securityGroupId, ...instance.securityGroupIds],
      tags: { ...props.instanceTags, ...props.tags },
      override: overrides.pass("launchTemplate"),
    });
    const template = this.launchTemplate.resource;
    cluster.stages.add("prerequisites", ...role.permissions);
    this.resource = new EksNodeGroup(
      this,
      "this",
      overrides.merge("nodeGroup", {
        ...nodeGroupArguments(props, {
          // Cluster Autoscaler and people own the number of nodes between min and max.
          desiredSize: Token.asNumber(
            RunningSizes.of(cluster).desired({ ...this.#identity(props), ...scaling }),
          ),
          partition: awsEnvironment(this).partition.id,
          clusterName: cluster.resource.name,
          clusterVersion: cluster.version,
          nodeRoleArn: role.arn,
          subnetIds: cluster.network.subnets(subnets.tier, subnets.zones).map((subnet) => subnet.id),
        }),
        launchTemplate: {
          id: template.id,
          // The number, never "$Latest": EKS answers with the number, which would be a difference in every plan.
          version: `\${${template.fqn}.latest_version}`,
        },
        dependsOn: [...cluster.stages.after("prerequisites")],
      }),
    );
    this.name = name;
    this.minSize = scaling.min;
    cluster.stages.add("capacity", this.resource);
    cluster.nodeGroups.push(this);
    overrides.end();
  }

  /** By what the group is found when it exists; a name that is cut may be another's too. */
  #identity({ name, naming = "suffixed", tags }: ManagedNodeGroupProps) {
    if (naming !== "suffixed") return { name };
    const prefix = suffixedPrefix(name);
    const isCut = !prefix.startsWith(`${name}-`);
    return { name: { prefix }, nameTag: isCut ? (tags?.["Name"] ?? this.node.path) : undefined };
  }
}

/**
 * Part of a template's name that says which of its volumes have no throughput. The provider keeps one that was ever given,
 * which other types than gp3 refuse, and can be told neither none nor zero: only a new template is without.
 */
function withoutThroughput(volumes: readonly VolumeSpec[]): string {
  const bare = volumes.flatMap(({ throughput }, index) => (throughput === undefined ? [index] : []));
  return bare.length === 0 ? "" : `/no-throughput-${bare.join("-")}`;
}
