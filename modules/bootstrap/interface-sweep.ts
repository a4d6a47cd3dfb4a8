import type { ClusterValues } from "@eksplan/playbook/ir";
import { runnerCommand } from "@eksplan/playbook/runner-command";
import { Fn, type ITerraformDependable, TerraformResource } from "cdktf";
import { Construct } from "constructs";

export interface InterfaceSweepProps {
  readonly cluster: ClusterValues;
  readonly vpcId: string;
  /** The VPC goes with the cluster: what others have in it is in the way. */
  readonly vpcIsOwned: boolean;
}

/**
 * Deletes the network interfaces that the CNI has left behind, when nodes are gone and subnets are to go:
 * `terraform_data.<path>`. Node groups have to wait for it, so that it comes after them on destroy.
 *
 * It does nothing when it is created, since Terraform runs no destroy-time provisioner of a resource that is tainted; and its
 * input changes in place, since it runs none either of what is replaced by something created before.
 * @see https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax#destroy-time-provisioners
 */
export class InterfaceSweep extends Construct {
  readonly done: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { cluster, vpcId, vpcIsOwned }: InterfaceSweepProps) {
    super(scope, id);
    // Not cdktf's own DataResource: that one runs `terraform version` for every stack it is in.
    const resource = new TerraformResource(this, "this", {
      terraformResourceType: "terraform_data",
      provisioners: [
        {
          type: "local-exec",
          when: "destroy",
          ...runnerCommand("undo", "base"),
          environment: { EKS_BOOTSTRAP_SPEC: "${self.output}" },
        },
      ],
    });
    const action = { kind: "interfaces", vpc: vpcId, owned: vpcIsOwned };
    resource.addOverride(
      "input",
      Fn.jsonencode({ version: 1, identity: "network interfaces", cluster, action }),
    );
    resource.addOverride("provisioner.0.local-exec.quiet", true);
    this.done = [resource];
  }
}
