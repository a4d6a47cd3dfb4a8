import { type Precondition, TerraformResource } from "cdktf";
import { Construct } from "constructs";

export interface CreatorChoiceProps {
  readonly clusterName: string;
  readonly creatorIsAdmin: boolean;
}

/**
 * Remembers whether the creator of a cluster became its administrator, `terraform_data.<path>`. EKS takes the choice at
 * creation and never tells it, and Terraform would replace the cluster for another one, so a file that changes its mind is
 * refused at plan. An entry for the creator in place of the flag would need the ARN of whoever runs Terraform: with its path,
 * which not everybody may ask IAM for, and which root and federated users do not have.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 */
export class CreatorChoice extends Construct {
  /** For the cluster's lifecycle. */
  readonly precondition: Precondition;

  constructor(scope: Construct, id: string, { clusterName, creatorIsAdmin }: CreatorChoiceProps) {
    super(scope, id);
    const memory = new TerraformResource(this, "this", {
      terraformResourceType: "terraform_data",
      lifecycle: { ignoreChanges: ["input"] },
    });
    memory.addOverride("input", creatorIsAdmin);
    this.precondition = {
      condition: `\${${memory.fqn}.output == ${creatorIsAdmin}}`,
      errorMessage: creatorIsAdmin
        ? `Cluster ${clusterName} was made without rights for its creator, and EKS gives them at creation only: set ` +
          "accessConfig.bootstrapClusterCreatorAdminPermissions back to false and add an access entry with AmazonEKSClusterAdminPolicy for whoever is to be administrator."
        : `The creator of cluster ${clusterName} became its administrator, and EKS takes that choice at creation only: set ` +
          `accessConfig.bootstrapClusterCreatorAdminPermissions back to true. To take the rights away, run "aws eks delete-access-entry --cluster-name ${clusterName} ` +
          '--principal-arn ARN" with the ARN of the creator once another administrator has an access entry; Terraform does not bring them back.',
    };
  }
}
