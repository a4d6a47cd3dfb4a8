import { NOT_PROVISIONED, WITHOUT_EFFECT } from "../../modules/config/not-provisioned.ts";
import { rules } from "../../modules/config/rules/rules.ts";
import { OWN_CHECKS, STRICTER } from "../compare/stricter.ts";

const row = (cells: readonly string[]) =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

/** What eksplan does otherwise than eksctl besides refusing more, and why. */
const OTHERWISE: readonly (readonly [subject: string, eksctl: string, eksplan: string])[] = [
  [
    "Zones",
    "drawn by lot from the region's, anew each time",
    "the same zones for the same file, by zone ids that mean the same place in every account",
  ],
  [
    "`vpc.subnets` without `az`",
    "the zone is looked up in AWS while the file is read",
    "the zone is known at plan; the file stays as it is",
  ],
  ["us-west-1", "as many zones as the account has", "two, which every account has"],
  [
    "coredns, metrics-server without any node",
    "installed, and never ready",
    "left out: Terraform waits until an add-on is ready",
  ],
  ["Order of add-ons", "coredns before the nodes", "after the nodes, because it needs one to run on"],
  ["vpc-cni role", "created without one and changed later", "the role first, then the add-on with it"],
  [
    "Log group of the control plane",
    "made by EKS, with the period set afterwards",
    "made before the cluster, with period and key",
  ],
  ["`capabilities[].permissionsBoundary`", "read and not applied", "applied"],
  [
    "`remoteNetworkConfig.iam.roleARN`",
    "the template refers to a role that does not exist",
    "the role is used",
  ],
  ["Autoscaler tags for taints", "`<value>`", "`<value>:<effect>`, as Cluster Autoscaler reads them"],
  ["Flux", "ends the run early: capabilities and the private endpoint are skipped", "everything else first"],
  ["Fully private clusters", "public while they are created", "private from the start"],
  ["Roles of add-ons by OIDC", "any service account may assume them", "the add-on's service account alone"],
  ["Node labels, MIME boundaries", "in an order by chance", "sorted, so that a second plan is empty"],
  [
    "Kubernetes version `latest`",
    "the newest that EKS offers on that day",
    "the newest in the data of this release; `npm run pin` writes it into the file",
  ],
  ["All mistakes", "the first one", "all of them, with line and column"],
];

/** Text of `docs/eksctl-differences.md`. */
export function differencesDocument(): string {
  const stricter = Object.entries(STRICTER).map(([code, reason]) => row([code, reason]));
  const own = [...rules]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .filter(({ code }) => Number(code.slice(3)) >= OWN_CHECKS)
    .map(({ code, name, explanation }) => row([code, name, explanation ?? ""]));
  const gaps = NOT_PROVISIONED.map(({ field, harmless, instead }) => {
    const words = Array.isArray(harmless) ? harmless : [];
    const allowed =
      harmless instanceof RegExp
        ? ["full versions, latest"]
        : words.filter((word) => word !== "").map(String);
    const except = allowed.join(", ");
    return row([`\`${field}\``, except === "" ? "" : `except ${except}`, instead ?? ""]);
  });
  const idle = Object.entries(WITHOUT_EFFECT).map(([field, why]) => row([`\`${field}\``, why]));
  return `<!-- Made by "npm run docs" from modules/config. -->

# Differences from eksctl

eksplan reads the files of \`eksctl create cluster -f\` and never accepts one that eksctl refuses. Defaults that differ are
in [defaults.md](defaults.md). \`npm run migrate -- FILE\` says what becomes of one file.

## Refused here, accepted there

On purpose: eksctl reads these files and does something else than they say, or AWS refuses them later.

${row(["Code", "Why"])}
|---|---|
${stricter.join("\n")}

Checks that eksctl does not make:

${row(["Code", "What must be true", "Why"])}
|---|---|---|
${own.join("\n")}

\`node tools/run.mjs commands/compare-verdicts.ts FILE.jsonl\` compares verdicts, \`commands/compare-completed.ts\` completed
configurations, with those that eksctl gave.

## Done otherwise

${row(["Subject", "eksctl", "eksplan"])}
|---|---|---|
${OTHERWISE.map((cells) => row([...cells])).join("\n")}

## Understood, not provisioned yet

\`npm run validate\` and synth refuse these fields (EKS0349); \`npm run validate -- --as eksctl\` judges what they say.

${row(["Field", "", "Instead"])}
|---|---|---|
${gaps.join("\n")}

## Accepted, without effect

${row(["Field", "Why"])}
|---|---|
${idle.join("\n")}
`;
}
