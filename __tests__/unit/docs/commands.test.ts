import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blocksOf, commandsOf, PAGES } from "../../support/pages.ts";
import { start } from "../../support/process.ts";
import { makeProject } from "../../support/project.ts";

/** Commands that are run here, as they stand, in a clone with the shipped cluster and README's. */
const RUN: readonly string[] = [
  "npm run validate",
  "npm run validate -- clusters/demo.yaml",
  "npm run validate -- clusters/shop.yaml",
  "npm run validate -- --as eksctl",
  "npm run explain -- EKS0190",
  "npm run migrate -- cluster.yaml",
  "npm run synth",
  "npm run bootstrap -- plan demo",
  "npm run bootstrap -- targets demo --tags smoke",
];

const WALK = "__tests__/terraform/first-hour/walk.test.ts";
const PULL_REQUEST = "__tests__/terraform/first-hour/pull-request.test.ts";
const BOOTSTRAP = "__tests__/unit/commands/bootstrap/bootstrap.test.ts";
const LOCAL = "__tests__/unit/commands/local.test.ts";
const CREATION = "__tests__/terraform/reliability/creation.test.ts";

/** The others: the test that runs them, and words of it by which it is found. */
const RUN_BY: Readonly<Record<string, readonly [file: string, words: string]>> = {
  "npx cdktf diff demo": [PULL_REQUEST, "workflowStep("],
  "npx cdktf diff": [PULL_REQUEST, "workflowStep("],
  "npx cdktf deploy demo": [WALK, '"deploy", NAME'],
  "npx cdktf deploy shop": [WALK, '"deploy", NAME'],
  "npx cdktf deploy shop-2": [WALK, '"deploy", NAME'],
  "npx cdktf destroy shop": [WALK, '"destroy", NAME'],
  "npx cdktf deploy demo --auto-approve": [WALK, '"--auto-approve"'],
  "npx cdktf destroy demo": [WALK, '"destroy", NAME'],
  "aws eks update-kubeconfig --name demo --region eu-central-1": [WALK, "update-kubeconfig"],
  "export KUBECONFIG=.kube/demo.yaml": [WALK, "KUBECONFIG"],
  "npm run local -- COMMAND": [LOCAL, "npm run local -- COMMAND"],
  "npm run local": [LOCAL, 'describe("npm run local"'],
  "npm run health -- demo": [CREATION, "health"],
  "npm run recover -- demo": ["__tests__/terraform/chaos.test.ts", "recover"],
  "npm run pin -- clusters/demo.yaml": ["__tests__/unit/commands/pin/pin.test.ts", "pin("],
  "npm run pin -- clusters/demo.yaml --dry-run": ["__tests__/unit/commands/pin/pin.test.ts", "pin("],
  "npm run pin -- clusters/demo.yaml --update": ["__tests__/unit/commands/pin/pin.test.ts", "update"],
  "npm run bootstrap -- check demo": [BOOTSTRAP, '["check", "minimal"]'],
  "npm run bootstrap -- check demo --diff": [BOOTSTRAP, '["check", "minimal"]'],
  "npm run bootstrap -- check demo --diff --start-at namespaces": [BOOTSTRAP, '"--start-at"'],
  "npm run bootstrap -- play": ["__tests__/terraform/bootstrap-roles.test.ts", "bootstrap"],
  "npm run bootstrap -- play demo --tags smoke": ["__tests__/terraform/bootstrap-roles.test.ts", "bootstrap"],
  "npm run bootstrap -- to-ansible demo": [
    "__tests__/unit/commands/bootstrap/to-ansible.test.ts",
    "to-ansible",
  ],
  "terraform force-unlock ID": ["__tests__/terraform/reliability/state-lock.test.ts", '"force-unlock"'],
  "node tools/run.mjs FILE.ts": ["__tests__/unit/docs/typescript.test.ts", '"tools/run.mjs"'],
};

/** What no test of this suite runs, and why. */
const NOT_RUN: Readonly<Record<string, string>> = {
  "npm ci && npm run demo": "the parts of the demo are run by walk.test.ts; npm ci needs the registry",
  "npm ci && npm test": "it is this suite",
  "npm test": "it is this suite",
  "npm run check": "it judges this suite",
  "npm run bench": "it measures for minutes; __tests__/unit/bench has its parts",
  "npm run chaos": "it runs for hours; chaos.test.ts has a piece of it",
  "npm run chaos -- --edits": "it runs for an hour and more; __tests__/living has edits that meet no fault",
  "npm run docs": "it writes into the clone; tests of commands/docs compare what it would write",
  "npx vitest run --project unit --update=all": "it rewrites the goldens",
  "npx vitest run -t T-10": "it is a part of this suite",
  "node tools/run.mjs commands/compare-verdicts.ts FILE.jsonl": "needs verdicts of eksctl",
  "npm run bootstrap -- VERB CLUSTER": "the form of a command",
  "npm run migrate -- FILE": "the form of a command",
  "npx cdktf deploy demo --migrate-state": "asks a person",
  "terraform apply": "names the program's command",
  "terraform console": "names the program's command",
  "terraform login": "opens a browser",
  "terraform import aws_eks_access_entry.access_NAME demo:PRINCIPAL-ARN": "the form of a command",
  "aws eks delete-cluster --name demo": "is for an account in a state that no test can make by itself",
  "aws eks get-token": "names the program's command",
  "aws iam create-service-linked-role --aws-service-name eks-nodegroup.amazonaws.com":
    "the local AWS has the role",
  "aws logs delete-log-group --log-group-name /aws/eks/demo/cluster":
    "is for a log group that EKS writes after its end",
  "kubectl auth can-i": "names the program's command",
  "kubectl explain": "names the program's command",
  "kubectl top": "names the program's command",
  "export GOGC=400": "a setting of Go",
  "terraform force-unlock acme/eks-demo": "needs HCP Terraform",
};

const all = [...new Set(PAGES.flatMap(commandsOf))].sort();
/** A command that is mentioned without its arguments. */
const isShort = (command: string, known: readonly string[]) =>
  known.some((other) => other.startsWith(`${command} `));

describe("commands of README and docs", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "eksplan-page-commands-"));
  beforeAll(() => {
    const shop = blocksOf("README.md").find(({ text }) => text.includes("kind: ClusterConfig"))!.text;
    const demo = readFileSync("clusters/demo.yaml", "utf8");
    const files = {
      "demo.yaml": demo,
      "shop.yaml": shop,
      "bootstrap/demo.yml": readFileSync("clusters/bootstrap/demo.yml", "utf8"),
    };
    makeProject(folder, {}, files);
    writeFileSync(path.join(folder, "cluster.yaml"), demo);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.for(RUN)("%s ends well as it stands", async (command) => {
    const { code, stdout, stderr } = await start(["sh", "-c", command], { cwd: folder }).finished;
    expect(code, `${stdout}${stderr}`).toBe(0);
  });

  test("each is run here, by another test, or not for a reason", () => {
    const known = [...RUN, ...Object.keys(RUN_BY), ...Object.keys(NOT_RUN)];
    expect(all.filter((command) => !known.includes(command) && !isShort(command, known))).toEqual([]);
    const stands = (command: string) => all.includes(command);
    expect(known.filter((command) => !stands(command))).toEqual([]);
  });

  test("the tests that run them do", () => {
    const missing = Object.entries(RUN_BY).filter(
      ([, [file, words]]) => !readFileSync(file, "utf8").includes(words),
    );
    expect(missing).toEqual([]);
  });

  test("npm scripts that they name exist", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    const named = all.flatMap((command) =>
      [...command.matchAll(/npm run (?:--\S+ )?(\w+)/g)].map(([, name = ""]) => name),
    );
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});
