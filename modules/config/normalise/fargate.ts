import { defined } from "../../spec/defined.ts";
import type { FargateProfileSpec, FargateSpec } from "../../spec/fargate.ts";
import { isNonEmpty } from "../../spec/non-empty.ts";
import type { CompletedConfig } from "../completed.ts";
import { missed, textOr } from "./word.ts";

type Profile = CompletedConfig["fargateProfiles"][number];

export function fargate({ iam, fargateProfiles }: CompletedConfig): FargateSpec {
  const arn = textOr(iam.fargatePodExecutionRoleARN);
  return {
    sharedRole:
      arn === undefined
        ? {
            kind: "created",
            ...defined({ permissionsBoundary: textOr(iam.fargatePodExecutionRolePermissionsBoundary) }),
          }
        : { kind: "given", arn },
    profiles: fargateProfiles.map(fargateProfile),
  };
}

function fargateProfile({
  name,
  selectors,
  podExecutionRoleARN,
  subnets,
  tags,
}: Profile): FargateProfileSpec {
  const arn = textOr(podExecutionRoleARN);
  const selected = selectors.map(({ namespace, labels }) => ({ namespace, labels: labels ?? {} }));
  return {
    name,
    selectors: isNonEmpty(selected)
      ? selected
      : missed({ field: "fargateProfiles[].selectors", rule: "EKS0132" }, selectors),
    role: arn === undefined ? { kind: "shared" } : { kind: "given", arn },
    subnetIds: subnets ?? [],
    tags: tags ?? {},
  };
}
