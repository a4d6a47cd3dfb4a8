import type { ControlPlaneSpec, EndpointSpec, LogType, SecretsKeySpec } from "../../spec/control-plane.ts";
import { defined } from "../../spec/defined.ts";
import type { CompletedConfig } from "../completed.ts";
import { missed, optionalWord, textOr, wordOf } from "./word.ts";

const LOG_TYPES: readonly LogType[] = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

export function controlPlane(config: CompletedConfig): ControlPlaneSpec {
  const { metadata, cloudWatch, eksplan, upgradePolicy, zonalShiftConfig, kubernetesNetworkConfig } = config;
  const { enableTypes, logRetentionInDays = 0 } = cloudWatch.clusterLogging;
  return {
    version: metadata.version,
    forceUpdate: metadata.forceUpdateVersion ?? false,
    endpoint: endpoint(config),
    interfaces: eksplan.controlPlaneOnPublicSubnets ? "all-subnets" : "private-subnets",
    ...defined({
      serviceIpv4Cidr: textOr(kubernetesNetworkConfig?.serviceIPv4CIDR),
      supportType: optionalWord(upgradePolicy?.supportType, ["STANDARD", "EXTENDED"], {
        field: "upgradePolicy.supportType",
        rule: "EKS0019",
      }),
      zonalShift: zonalShiftConfig?.enabled,
    }),
    secretsKey: secretsKey(config),
    logs: {
      types: enableTypes.map((type) =>
        wordOf(type, LOG_TYPES, { field: "cloudWatch.clusterLogging.enableTypes", rule: "EKS0134" }),
      ),
      retentionInDays: logRetentionInDays,
    },
    role: role(config),
  };
}

function endpoint({ vpc: { clusterEndpoints, publicAccessCIDRs } }: CompletedConfig): EndpointSpec {
  const { publicAccess, privateAccess } = clusterEndpoints;
  if (publicAccess)
    return { access: privateAccess ? "both" : "public", ...defined({ publicCidrs: publicAccessCIDRs }) };
  return privateAccess
    ? { access: "private" }
    : missed({ field: "vpc.clusterEndpoints", rule: "EKS0029" }, clusterEndpoints);
}

function secretsKey({ secretsEncryption, eksplan }: CompletedConfig): SecretsKeySpec {
  const arn = textOr(secretsEncryption?.keyARN);
  if (arn !== undefined) return { kind: "given", arn };
  return { kind: eksplan.encryptSecrets ? "created" : "aws-owned" };
}

function role({ iam }: CompletedConfig): ControlPlaneSpec["role"] {
  const arn = textOr(iam.serviceRoleARN);
  if (arn !== undefined) return { kind: "given", arn };
  return {
    kind: "created",
    vpcResourceController: iam.vpcResourceControllerPolicy,
    ...defined({ permissionsBoundary: textOr(iam.serviceRolePermissionsBoundary) }),
  };
}
