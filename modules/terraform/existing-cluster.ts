import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { DataAwsEksClusters } from "@cdktf/provider-aws/lib/data-aws-eks-clusters";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";

/** The cluster of a name as it is now, looked up at plan. */
export interface ExistingCluster {
  /** Expression that is true when the cluster exists; known at plan. */
  readonly exists: string;
  /** Expression of a map with the cluster under its name, as `aws_eks_cluster` describes it; empty when there is none. */
  readonly byName: string;
}

const known = new WeakMap<TerraformStack, Map<string, ExistingCluster>>();

/** Looks a cluster up, once for everything in a stack that asks. */
export function existingCluster(scope: Construct, name: string): ExistingCluster {
  const stack = TerraformStack.of(scope);
  const ofStack = known.get(stack) ?? new Map<string, ExistingCluster>();
  known.set(stack, ofStack);
  const found = ofStack.get(name);
  if (found !== undefined) return found;
  const place = new Construct(stack, ofStack.size === 0 ? "existing_cluster" : `existing_cluster_${name}`);
  // A look at a cluster that doesn't exist would be an error; one at the list of all clusters never is.
  const names = new DataAwsEksClusters(place, "names", {});
  const current = new DataAwsEksCluster(place, "this", { name: "${each.key}" });
  current.addOverride("for_each", `\${setintersection(${names.fqn}.names, [${JSON.stringify(name)}])}`);
  const existing: ExistingCluster = {
    exists: `contains(${names.fqn}.names, ${JSON.stringify(name)})`,
    byName: current.fqn,
  };
  ofStack.set(name, existing);
  return existing;
}
