import { eksWorld } from "../packages/local-aws/__tests__/eks/eks-world.ts";

/** What EKS allows in a cluster. */
const IN_A_CLUSTER = 30;
const GROUPS = 1000;

/** CPU of a call when an account has a thousand node groups, against the first thirty of them. */
export function benchNodeGroups(): string {
  const aws = eksWorld();
  const costs: number[] = [];
  for (let cluster = 0; cluster * IN_A_CLUSTER < GROUPS; cluster++) {
    const name = `cluster-${cluster}`;
    aws.clusterWithNetwork(name);
    const cpu = process.cpuUsage();
    for (let group = 0; group < IN_A_CLUSTER; group++)
      aws.call("eks", "CreateNodegroup", aws.nodegroupRequest(name, `group-${group}`));
    for (let wait = 0; wait < 6; wait++) {
      aws.clock.step(30);
      for (let group = 0; group < IN_A_CLUSTER; group++)
        aws.call("eks", "DescribeNodegroup", { clusterName: name, nodegroupName: `group-${group}` });
    }
    const { user, system } = process.cpuUsage(cpu);
    costs.push(user + system);
  }
  // The very first ones pay for the machine code too.
  const early = Math.min(...costs.slice(0, 5));
  const late = Math.min(...costs.slice(-5));
  return `${GROUPS} node groups               CPU per call ${(late / early).toFixed(2)} x the first ${IN_A_CLUSTER} (limit 2)`;
}
