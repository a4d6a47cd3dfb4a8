import { expect, test } from "vitest";
import { kubernetesIdentity } from "../../../modules/access/identity.ts";

const ROLE = "arn:aws-us-gov:iam::111122223333:role/team/dev";
const NAME = "arn:aws-us-gov:sts::111122223333:assumed-role/dev/{{SessionName}}";
const USER = "arn:aws:iam::111122223333:user/team/anna";

test.for([
  [{ principalArn: ROLE }, { kubernetesGroups: [], userName: NAME }],
  [{ principalArn: USER }, { kubernetesGroups: [], userName: USER }],
  [
    { principalArn: ROLE, kubernetesGroups: ["devs"], userName: "dev" },
    { kubernetesGroups: ["devs"], userName: "dev" },
  ],
  [{ principalArn: ROLE, type: "EC2_LINUX" as const }, {}],
  [
    { principalArn: ROLE, type: "EC2" as const, kubernetesGroups: ["nodes"] },
    { kubernetesGroups: ["nodes"] },
  ],
  [{ principalArn: "${aws_iam_role.dev.arn}" }, { kubernetesGroups: [] }],
] as const)("%j is %j in Kubernetes", ([entry, identity]) => {
  expect(kubernetesIdentity(entry)).toEqual(identity);
});
