import { EksCluster } from "../../modules/control-plane/eks-cluster.ts";
import type { EncryptionKey } from "../../modules/control-plane/encryption-key.ts";
import { givenRole } from "../../modules/iam/role.ts";
import type { SecretsKeySpec } from "../../modules/spec/control-plane.ts";
import { logKeyArn } from "./encryption-key.ts";
import type { Networked } from "./parts.ts";

/** The control plane with its role, log group and OpenID Connect provider. */
export function addCluster({ stack, spec, key, network }: Networked): EksCluster {
  const { name, access, controlPlane, encryptLogs, oidcProvider, preventDestroy } = spec;
  const { role, secretsKey, logs } = controlPlane;
  return new EksCluster(stack, "cluster", {
    name,
    network,
    oidcProvider,
    preventDestroy,
    version: controlPlane.version,
    ...(role.kind === "given"
      ? { role: givenRole(role.arn) }
      : {
          permissionsBoundary: role.permissionsBoundary,
          vpcResourceController: role.vpcResourceController,
        }),
    interfaces: controlPlane.interfaces,
    endpoint: controlPlane.endpoint,
    authenticationMode: access.authenticationMode,
    creatorIsAdmin: access.creatorIsAdmin,
    serviceIpv4Cidr: controlPlane.serviceIpv4Cidr,
    secretsKeyArn: secretsKeyArn(secretsKey, key),
    logs: { ...logs, kmsKeyArn: logKeyArn(key, encryptLogs) },
    supportType: controlPlane.supportType,
    zonalShift: controlPlane.zonalShift,
    forceUpdate: controlPlane.forceUpdate,
  });
}

function secretsKeyArn(secretsKey: SecretsKeySpec, key: EncryptionKey | undefined): string | undefined {
  switch (secretsKey.kind) {
    case "aws-owned":
      return undefined;
    case "given":
      return secretsKey.arn;
    case "created":
      return key?.arn;
  }
}
