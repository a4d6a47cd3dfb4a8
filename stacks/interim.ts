export interface Partition {
  readonly id: string;
  readonly ec2ServicePrincipal: string;
}
export const partitionOf = (_region: string): Partition => ({
  id: "aws",
  ec2ServicePrincipal: "ec2.amazonaws.com",
});
export const isBeforeCompute = (name: string) =>
  ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"].includes(name);
export const recommendedPermissions = (name: string) =>
  name === "vpc-cni"
    ? { namespace: "kube-system", serviceAccount: "aws-node", managedPolicies: ["AmazonEKS_CNI_Policy"] }
    : undefined;
export const amiTypeFor = (_family: string | undefined, types: readonly string[]) =>
  /^[a-z]+\d+g/.test(types[0] ?? "") ? "AL2023_ARM_64_STANDARD" : "AL2023_x86_64_STANDARD";
export const planSubnets = (cidr: string, zones: number) => {
  const p = cidr.split(".").slice(0, 2).join(".");
  return {
    public: Array.from({ length: zones }, (_, i) => `${p}.${i * 32}.0/19`),
    private: Array.from({ length: zones }, (_, i) => `${p}.${(zones + i) * 32}.0/19`),
    controlPlane: zones > 3 ? [] : Array.from({ length: zones }, (_, i) => `${p}.255.${i * 16}/28`),
  };
};
