import type { Service } from "../../core/call.ts";
import type { Recorded } from "./record.ts";

export interface Records {
  readonly botocore: Recorded;
  readonly cli: Recorded;
  readonly kubectl: Recorded;
  readonly terraform: Recorded;
  readonly moto: Recorded;
}

/** Clients that drive operations of AWS, with the words for them. */
const CLIENTS = { botocore: "botocore", cli: "AWS CLI", terraform: "Terraform" } as const;

const NAMES: Readonly<Record<string, string>> = {
  autoscaling: "EC2 Auto Scaling",
  ec2: "EC2",
  eks: "EKS",
  elasticfilesystem: "EFS",
  events: "EventBridge",
  iam: "IAM",
  kms: "KMS",
  logs: "CloudWatch Logs",
  s3: "S3",
  secretsmanager: "Secrets Manager",
  sqs: "SQS",
  ssm: "Systems Manager",
  sts: "STS",
  tagging: "Resource Groups Tagging",
};

const mark = (outcome: string | undefined) =>
  outcome === undefined ? "" : outcome === "passed" ? "passed" : (outcome.split(":")[0] ?? "");

/** Operations of EKS's own list that the local AWS answers with NotImplemented. */
export const missingOf = (service: Service, modelled: readonly string[]) =>
  modelled.filter((name) => !service.operations.some((operation) => operation.name === name));

/** docs/local-aws-operations.md: what is implemented, who called it and whether that went well. */
export function operationsDocument(
  services: readonly Service[],
  records: Records,
  eksOperations: readonly string[],
): string {
  const sections = services.map((service) => {
    const rows = service.operations.map(({ name }) => {
      const key = `${service.name}:${name}`;
      const cells = Object.keys(CLIENTS).map((client) => mark(records[client as keyof Records][key]));
      return `| ${[name, ...cells, mark(records.moto[key])].join(" | ")} |`;
    });
    const missing = service.name === "eks" ? missingOf(service, eksOperations) : [];
    return [
      `## ${NAMES[service.name] ?? service.name}: ${rows.length} operations`,
      "",
      `| Operation | ${Object.values(CLIENTS).join(" | ")} | The same steps against moto |`,
      `|---|${"---|".repeat(Object.keys(CLIENTS).length + 1)}`,
      ...rows.sort(),
      ...(missing.length === 0 ? [] : ["", `Not implemented: ${missing.join(", ")}.`]),
    ].join("\n");
  });
  const all = services.flatMap((service) => service.operations.map(({ name }) => `${service.name}:${name}`));
  const passed = (record: Recorded) => all.filter((key) => record[key] === "passed").length;
  const kubectl = Object.entries(records.kubectl).map(
    ([command, outcome]) => `| \`${command}\` | ${mark(outcome)} |`,
  );
  return [
    "<!-- Written by the conformance suite (see below): edit that, not this. -->",
    "# Operations of the local AWS",
    "",
    "What official clients were seen to do with the local AWS. An operation that is not here is answered with 501 `NotImplemented` and its name.",
    "",
    `${all.length} operations are implemented. Passed: ${passed(records.botocore)} with botocore (the AWS CLI's own library; answers are compared with what AWS's`,
    `documentation says), ${passed(records.cli)} with the \`aws\` command (a sample: each wire format), ${passed(records.terraform)} with the real Terraform provider (calls of an apply, a change`,
    "and a destroy, answered as the provider expects). `passed` under moto means that the same steps, word for word, pass there too; `lacking`: moto has no such",
    "operation; `failed`: moto answers otherwise, in most cases because it makes things ACTIVE at once or leaves members out; `unreached`: builds on one of those.",
    "",
    "One thing that the suite found is the AWS CLI's: version 1 ignores `AWS_ENDPOINT_URL` for `aws sqs …` and calls AWS (where the local AWS's keys are refused); give",
    "these commands `--endpoint-url $AWS_ENDPOINT_URL`.",
    "",
    "To renew it: `npx vitest run --project unit packages/local-aws/__tests__/conformance --update=all`, twice: the table is made from what the runs before recorded. The same steps run against moto with `EKSPLAN_CONFORMANCE=moto` and, those that only",
    "read what is in every account, against AWS with `EKSPLAN_CONFORMANCE=aws` and the credentials of the environment.",
    "",
    ...sections.flatMap((section) => [section, ""]),
    "## Kubernetes API",
    "",
    "| `kubectl` | |",
    "|---|---|",
    ...kubectl,
    "",
  ].join("\n");
}
