import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { DataAwsEksClusters } from "@cdktf/provider-aws/lib/data-aws-eks-clusters";
import type { Precondition } from "cdktf";
import { Construct } from "constructs";

export interface VersionStepProps {
  readonly clusterName: string;
  /** Kubernetes minor version that the cluster is to have, for example `1.35`. */
  readonly version: string;
}

/**
 * Looks at plan which version the cluster has, if it exists, so that a step that EKS does not take is refused before
 * anything is changed: more than one minor version up, or any down. So is a cluster that has failed: it inherits
 * create_before_destroy from its node groups, and its name is taken until it is gone.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html
 */
export class VersionStep extends Construct {
  /** For the cluster's lifecycle. */
  readonly preconditions: readonly Precondition[];
  /** Expression that is true when the cluster exists already; known at plan. */
  readonly clusterExists: string;

  constructor(scope: Construct, id: string, { clusterName, version }: VersionStepProps) {
    super(scope, id);
    // A look at a cluster that doesn't exist would be an error; one at the list of all clusters never is.
    const names = new DataAwsEksClusters(this, "names", {});
    this.clusterExists = `contains(${names.fqn}.names, ${JSON.stringify(clusterName)})`;
    const current = new DataAwsEksCluster(this, "current", { name: "${each.key}" });
    current.addOverride(
      "for_each",
      `\${setintersection(${names.fqn}.names, [${JSON.stringify(clusterName)}])}`,
    );
    const versions = `[for one in values(${current.fqn}) : one.version]`;
    const allowed = JSON.stringify([version, previous(version)]);
    const isStep: Precondition = {
      condition: `\${alltrue([for one in ${versions} : contains(${allowed}, one)])}`,
      errorMessage:
        `Cluster ${clusterName} runs Kubernetes \${join("", ${versions})} and its file says ${version}. EKS goes up one minor ` +
        "version at a time and Terraform never takes it down: set metadata.version to the version that it runs or to the next one.",
    };
    const hasNotFailed: Precondition = {
      condition: `\${alltrue([for one in values(${current.fqn}) : one.status != "FAILED"])}`,
      errorMessage:
        `The creation of cluster ${clusterName} has failed: "npm run health -- ${clusterName}" says why. Terraform would make a ` +
        `new one before it deletes this one, and EKS refuses that. Mend the cause, run "aws eks delete-cluster --name ${clusterName}", and deploy again.`,
    };
    this.preconditions = [isStep, hasNotFailed];
  }
}

/** `1.34` for `1.35`. */
function previous(version: string): string {
  const [major, minor] = version.split(".");
  return `${major}.${Number(minor) - 1}`;
}
