import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { loadClusters } from "../modules/config/load.ts";
import { recover } from "./recover/recover.ts";
import { Terraform } from "./recover/terraform.ts";

const USAGE = `usage: npm run recover -- CLUSTER [--remove-doubles]

After a deploy that was interrupted (Ctrl-C, kill, a lost machine): brings what was created but not recorded into the
Terraform state, and clears the taint of what became healthy meanwhile. It changes the state alone, never AWS, except that
--remove-doubles deletes what was made twice because an answer of AWS was lost. Then run the deploy again. Needs the same credentials and backend as the deploy.`;

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  const removeDoubles = args.includes("--remove-doubles");
  const [cluster, ...rest] = args.filter((arg) => arg !== "--remove-doubles");
  if (cluster === undefined || rest.length > 0 || cluster === "--help" || cluster === "-h") {
    console.log(USAGE);
    return cluster === "--help" || cluster === "-h" ? 0 : 2;
  }
  const folder = path.join(process.env["CDKTF_OUTDIR"] ?? "cdktf.out", "stacks", cluster);
  if (!existsSync(path.join(folder, "cdk.tf.json"))) {
    const stacks = path.dirname(folder);
    const known = existsSync(stacks) ? readdirSync(stacks).join(", ") : "none";
    console.error(`no synthesized stack ${folder}; known: ${known}; run "npm run synth" first`);
    return 1;
  }
  const { clusters } = loadClusters([process.env["EKSPLAN_CLUSTERS"] ?? "clusters"]);
  const region = clusters.find(({ completed }) => completed.metadata.name === cluster)?.completed.metadata
    .region;
  if (region === undefined) {
    console.error(`no cluster file names ${cluster}; EKSPLAN_CLUSTERS selects the files`);
    return 1;
  }
  const terraform = new Terraform(folder);
  const count = await recover({ terraform, cluster, region, say: console.log, removeDoubles });
  console.log(
    count === 0 ? "the state agrees with AWS; nothing to recover" : `${count} recovered; now deploy again`,
  );
  return 0;
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
