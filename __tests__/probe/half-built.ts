/** Fields that synth refuses although the plan would know them, and what is missing. */
export const HALF_BUILT: Readonly<Record<string, string>> = {
  "vpc.id": "an existing VPC is built on; nobody looks yet whether it is as the file says",
  "vpc.subnets": "existing subnets are built on; nobody looks yet whether they are as the file says",
  "privateCluster.enabled": "defaults close the public endpoint; VPC endpoints are missing",
  "nodeGroups[].privateNetworking": "public groups make subnets give addresses; the groups are missing",
  "managedNodeGroups[].amiFamily":
    "AMI type and root device are right; user data and settings of the family are missing",
  "managedNodeGroups[].iam.withAddonPolicies": "pods may reach metadata; the policies are missing",
  "autoModeConfig.enabled": "add-ons that Auto Mode has built in are left out; Auto Mode is missing",
};
