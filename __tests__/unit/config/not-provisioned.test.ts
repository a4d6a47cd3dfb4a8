import { expect, test } from "vitest";
import { notProvisioned } from "../../../modules/config/not-provisioned.ts";

// That the tables are true of every field is shown by __tests__/probe.
test.for([
  [{ karpenter: { version: "1.0.0" } }, ["karpenter"]],
  [{ privateCluster: { enabled: false }, localZones: [], autoModeConfig: { enabled: false } }, []],
  [{ kubernetesNetworkConfig: { ipFamily: "IPv6" } }, ["kubernetesNetworkConfig.ipFamily"]],
  [{ kubernetesNetworkConfig: { ipFamily: "IPv4" } }, []],
  [
    { addons: [{ version: "latest" }, { version: "v1.20.4-eksbuild.2" }, { version: "1.20" }] },
    ["addons.2.version"],
  ],
  [{ privateCluster: { enabled: false, additionalEndpointServices: ["logs"] } }, []],
  [{ privateCluster: { additionalEndpointServices: ["logs"] } }, ["privateCluster"]],
  [{ privateCluster: { enabled: true } }, ["privateCluster"]],
  [{ managedNodeGroups: [{ ssh: { enableSsm: true } }, { ssh: { allow: false, enableSsm: true } }] }, []],
  [{ managedNodeGroups: [{ ssh: { enableSsm: true, publicKeyName: "a" } }] }, ["managedNodeGroups.0.ssh"]],
  [{ vpc: { manageSharedNodeSecurityGroupRules: false } }, ["vpc.manageSharedNodeSecurityGroupRules"]],
  [
    {
      managedNodeGroups: [
        { amiFamily: "AmazonLinux2023" },
        { amiFamily: "Bottlerocket", ssh: { allow: true } },
      ],
    },
    ["managedNodeGroups.1.amiFamily", "managedNodeGroups.1.ssh"],
  ],
] as const)("%j asks for %j", ([given, paths]) => {
  expect(notProvisioned(given).map(({ path }) => path.join("."))).toEqual(paths);
});
