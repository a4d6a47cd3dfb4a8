// Compares the defaults of the profile `eksctl` with configurations that eksctl itself has completed:
// `node tools/run.mjs commands/compare-completed.ts FOLDER FILE.json...`
// Each JSON file has `file`, the name of a cluster file in FOLDER, and `completed`, what eksctl made of it.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { CompletedConfig } from "../modules/config/completed.ts";
import { complete } from "../modules/config/defaults/complete.ts";
import { judge } from "../modules/config/judge.ts";
import { planSubnets } from "../modules/network/subnet-plan.ts";

type Json = { readonly [key: string]: unknown };
const isMap = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Flags that eksctl writes as false where nothing was given, because its type knows no third state. */
const PLAIN_FLAGS = new Set(["wellKnownPolicies", "capacityRebalance"]);

const isPlainFlag = (key: string, value: unknown): boolean =>
  PLAIN_FLAGS.has(key) &&
  (value === false || (isMap(value) && Object.values(value).every((each) => each === false)));

/** Without what says nothing: empty text, lists, maps and ARNs, and null. */
function bare(value: unknown, key = ""): unknown {
  if (key === "wellKnownPolicies" && isMap(value)) {
    const granted = Object.entries(value).filter(([, each]) => each !== false);
    return granted.length === 0 ? undefined : Object.fromEntries(granted);
  }
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => bare(item) ?? {});
  if (!isMap(value)) return value === null || value === "" || value === "arn:::::" ? undefined : value;
  const entries = Object.entries(value).flatMap(([key, each]) => {
    const content = isPlainFlag(key, each) ? undefined : bare(each, key);
    return content === undefined ? [] : [[key, content] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** The subnets of a VPC that is created, by zone, as eksctl writes them into its configuration; none for IPv6. */
function createdSubnets({ vpc, availabilityZones, localZones = [] }: CompletedConfig): Json | undefined {
  const zones = [...availabilityZones, ...localZones];
  if (zones.length === 0 || vpc.cidr.includes(":")) return undefined;
  const blocks = planSubnets(
    vpc.cidr,
    zones.map((name) => ({ name })),
    "in-order",
  );
  if ("wrong" in blocks) return undefined;
  const tier = (cidrs: readonly string[]) =>
    Object.fromEntries(zones.map((az, index) => [az, { az, cidr: cidrs[index] }]));
  return { public: tier(blocks.public), private: tier(blocks.private) };
}

/** Brings out only what eksctl has made explicit too: what it leaves to EKS or to a later step is left out. */
function asEksctl(config: CompletedConfig, given: Json): Json {
  const { eksplan: _, ...rest } = config;
  const ownAddons = Array.isArray(given["addons"]) ? given["addons"].length : 0;
  const givenGroups = (list: string) => (given[list] ?? []) as readonly Json[];
  return {
    ...rest,
    vpc: { ...config.vpc, subnets: config.vpc.subnets ?? createdSubnets(config) },
    accessConfig: {
      ...config.accessConfig,
      bootstrapClusterCreatorAdminPermissions: (given["accessConfig"] as Json | undefined)?.[
        "bootstrapClusterCreatorAdminPermissions"
      ],
    },
    addons: config.addons.slice(0, ownAddons).map((addon, index) => ({
      ...addon,
      resolveConflicts: (given["addons"] as readonly Json[])[index]?.["resolveConflicts"],
    })),
    nodeGroups: config.nodeGroups.map((group, index) => {
      const { minSize, maxSize, desiredCapacity } = givenGroups("nodeGroups")[index] ?? {};
      return { ...group, minSize, maxSize, desiredCapacity };
    }),
    managedNodeGroups: config.managedNodeGroups.map((group, index) => {
      const { instanceTypes, spot } = givenGroups("managedNodeGroups")[index] ?? {};
      return { ...group, instanceTypes, spot };
    }),
  };
}

function* differences(ours: unknown, theirs: unknown, at = ""): Generator<string> {
  if (isMap(ours) && isMap(theirs)) {
    for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
      yield* differences(ours[key], theirs[key], at === "" ? key : `${at}.${key}`);
    }
  } else if (Array.isArray(ours) && Array.isArray(theirs) && ours.length === theirs.length) {
    for (const [index, item] of ours.entries()) yield* differences(item, theirs[index], `${at}[${index}]`);
  } else if (JSON.stringify(ours) !== JSON.stringify(theirs)) {
    yield `${at}: ours ${JSON.stringify(ours) ?? "-"}, eksctl's ${JSON.stringify(theirs) ?? "-"}`;
  }
}

const [folder, ...files] = process.argv.slice(2);
if (folder === undefined || files.length === 0) {
  console.error("usage: node tools/run.mjs commands/compare-completed.ts FOLDER FILE.json...");
  process.exit(2);
}
let different = 0;
let fields = 0;
for (const file of files) {
  const { file: name, completed } = JSON.parse(readFileSync(file, "utf8")) as {
    file: string;
    completed: unknown;
  };
  const cluster = path.join(folder, path.basename(name));
  const { given } = judge(readFileSync(cluster, "utf8"), cluster, { profile: "eksctl" });
  const ours = given === undefined ? {} : asEksctl(complete(given, "eksctl"), given as Json);
  const found = [...differences(bare(ours), bare(completed))];
  for (const line of found) console.log(`${name}: ${line}`);
  if (found.length > 0) different++;
  fields += found.length;
}
console.log(
  `${files.length} files: ${files.length - different} equal, ${different} different in ${fields} fields`,
);
process.exitCode = different === 0 ? 0 : 1;
