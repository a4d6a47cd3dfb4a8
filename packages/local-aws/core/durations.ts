/**
 * How long things take, in simulated seconds: the middle of what is seen in practice. One table, so that a test can tell by
 * how much the clock must move.
 */
export const DURATIONS = {
  cluster: { create: 540, versionUpdate: 600, configUpdate: 120, encryptionUpdate: 600, delete: 180 },
  nodegroup: { create: 120, configUpdate: 15, versionUpdate: 300, delete: 200, joinTimeout: 1500 },
  fargateProfile: { create: 90, delete: 120 },
  addon: { create: 40, update: 40, delete: 20 },
  identityProvider: { associate: 600, disassociate: 300 },
  capability: { create: 60, update: 30, delete: 60 },
  subscription: { create: 30 },
  insights: { refresh: 60 },
  instance: { launch: 20, nodeReady: 45, terminate: 40 },
  autoScalingGroup: { delete: 60 },
  efs: { fileSystem: 10, mountTarget: 80, accessPoint: 5 },
  natGateway: { create: 110, delete: 60 },
  vpcEndpoint: { create: 80, delete: 60 },
  iam: { propagation: 8 },
} as const;
