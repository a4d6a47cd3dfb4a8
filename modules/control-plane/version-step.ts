import type { Precondition } from "cdktf";
import { Construct } from "constructs";
import { existingCluster } from "../terraform/existing-cluster.ts";

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
    const { exists, byName } = existingCluster(this, clusterName);
    this.clusterExists = exists;
    const versions = `[for one in values(${byName}) : one.version]`;
    const allowed = JSON.stringify([version, previous(version)]);
    const isStep: Precondition = {
      condition: `\${alltrue([for one in ${versions} : contains(${allowed}, one)])}`,
      errorMessage:
        `Cluster ${clusterName} runs Kubernetes \${join("", ${versions})} and its file says ${version}. EKS goes up one minor ` +
        "version at a time and Terraform never takes it down: set metadata.version to the version that it runs or to the next one.",
    };
    const hasNotFailed: Precondition = {
      condition: `\${alltrue([for one in values(${byName}) : one.status != "FAILED"])}`,
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
