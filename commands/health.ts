import { loadClusters } from "../modules/config/load.ts";
import { clusterHealth } from "./health/health.ts";
import { report } from "./health/report.ts";
import { Aws } from "./pin/aws.ts";

const USAGE = `usage: npm run health -- CLUSTER

After a deploy that failed: asks EKS what it finds wrong with the cluster, its node groups, Fargate profiles and add-ons, and
prints it with what to do next. Terraform shows some of it and not the rest. Changes nothing. Exit code 1 if anything is wrong.`;

async function main(): Promise<number> {
  const [cluster, ...rest] = process.argv.slice(2);
  if (cluster === undefined || rest.length > 0 || cluster === "--help" || cluster === "-h") {
    console.log(USAGE);
    return cluster === "--help" || cluster === "-h" ? 0 : 2;
  }
  const { clusters } = loadClusters([process.env["EKSPLAN_CLUSTERS"] ?? "clusters"]);
  const region = clusters.find(({ completed }) => completed.metadata.name === cluster)?.completed.metadata
    .region;
  if (region === undefined) {
    console.error(`no cluster file names ${cluster}; EKSPLAN_CLUSTERS selects the files`);
    return 1;
  }
  const parts = await clusterHealth(new Aws(region), cluster);
  if (parts === undefined) {
    console.log(`EKS has no cluster ${cluster} in ${region}`);
    return 1;
  }
  const lines = report(parts);
  console.log(lines.length === 0 ? `${cluster}: EKS finds nothing wrong` : lines.join("\n"));
  return lines.length === 0 ? 0 : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
