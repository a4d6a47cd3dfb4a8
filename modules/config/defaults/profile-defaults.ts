import type { Profile } from "../profile.ts";

/** What a profile chooses where the file is silent. `docs/defaults.md` says why. */
export interface ProfileDefaults {
  /** Kubernetes minor version. */
  readonly version: string;
  readonly privateEndpoint: boolean;
  readonly publicEndpoint: boolean;
  /** All control plane logs, and how long logs are kept in days; 0 is none and forever. */
  readonly logs: boolean;
  readonly logRetentionInDays: number;
  readonly authenticationMode: "API" | "API_AND_CONFIG_MAP";
  readonly creatorIsAdmin: boolean;
  readonly nat: "HighlyAvailable" | "Single";
  readonly oidc: boolean;
  readonly vpcResourceControllerPolicy: boolean;
  /** Support policy, in words of `upgradePolicy.supportType`. */
  readonly supportType: "STANDARD" | undefined;
  /** Zonal shift, where there are three zones. */
  readonly zonalShift: boolean;
  readonly privateNodes: boolean;
  readonly encryptedVolumes: boolean;
  /** Keeps pods away from instance metadata where nothing needs it. */
  readonly noPodMetadata: boolean;
  /** Percentage of a managed group's nodes that an update may take away; nothing is one node. */
  readonly maxUnavailablePercentage: number | undefined;
  readonly nodeRepair: boolean;
  readonly nodeMonitoring: boolean;
  readonly podIdentityAgent: boolean;
  /** What an update of an add-on does with fields that somebody changed in the cluster. */
  readonly addonConflicts: "overwrite" | "preserve";
  /** Flow logs, closed default security group, subnets of the control plane's own, no public addresses. */
  readonly guardedNetwork: boolean;
  /** A created KMS key for Kubernetes secrets and log groups. */
  readonly encryption: boolean;
  readonly preventDestroy: boolean;
  /** Zones are chosen by id, which means the same place in every account, rather than by name. */
  readonly zonesById: boolean;
}

const secure: ProfileDefaults = {
  version: "1.35",
  privateEndpoint: true,
  publicEndpoint: true,
  logs: true,
  logRetentionInDays: 365,
  authenticationMode: "API",
  creatorIsAdmin: true,
  nat: "Single",
  oidc: true,
  vpcResourceControllerPolicy: false,
  supportType: "STANDARD",
  zonalShift: true,
  privateNodes: true,
  encryptedVolumes: true,
  noPodMetadata: true,
  maxUnavailablePercentage: 33,
  nodeRepair: true,
  nodeMonitoring: false,
  podIdentityAgent: true,
  addonConflicts: "preserve",
  guardedNetwork: true,
  encryption: true,
  preventDestroy: false,
  zonesById: true,
};

export const PROFILE_DEFAULTS: Readonly<Record<Profile, ProfileDefaults>> = {
  secure,
  production: {
    ...secure,
    publicEndpoint: false,
    creatorIsAdmin: false,
    nat: "HighlyAvailable",
    nodeMonitoring: true,
    preventDestroy: true,
  },
  eksctl: {
    version: "1.34",
    privateEndpoint: false,
    publicEndpoint: true,
    logs: false,
    logRetentionInDays: 0,
    authenticationMode: "API_AND_CONFIG_MAP",
    creatorIsAdmin: true,
    nat: "Single",
    oidc: false,
    vpcResourceControllerPolicy: true,
    supportType: undefined,
    zonalShift: false,
    privateNodes: false,
    encryptedVolumes: false,
    noPodMetadata: false,
    maxUnavailablePercentage: undefined,
    nodeRepair: false,
    nodeMonitoring: false,
    podIdentityAgent: false,
    addonConflicts: "overwrite",
    guardedNetwork: false,
    encryption: false,
    preventDestroy: false,
    zonesById: false,
  },
};
