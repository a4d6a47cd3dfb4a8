import { isArn, parseArn } from "../../../aws/arn.ts";
import { LOG_RETENTION_DAYS } from "../../../aws/quotas.ts";
import { LOG_TYPES } from "../../defaults/complete.ts";
import {
  defineRules,
  each,
  isSet,
  listing,
  NOTHING,
  notOneOf,
  oneOf,
  refuse,
  repeated,
  show,
  warn,
} from "../define.ts";

const LOGGING = ["cloudWatch", "clusterLogging"];

export const controlPlaneRules = defineRules("control-plane", {
  encryptionHasKey: {
    code: "EKS0133",
    name: "encryption of secrets names its key",
    reads: ["secretsEncryption"],
    check: (_, { given }) => {
      if (given.secretsEncryption === undefined) return NOTHING;
      const key = given.secretsEncryption.keyARN;
      const path = ["secretsEncryption", "keyARN"];
      if (!isSet(key))
        return refuse(
          path,
          "the key is missing; the ARN of a KMS key is needed; write keyARN, or remove the block",
        );
      return isArn(key)
        ? NOTHING
        : refuse(
            path,
            `${show(key)} is not an ARN; those of keys look like arn:aws:kms:eu-central-1:111122223333:key/…; write the whole ARN`,
          );
    },
  },
  keyIsKeyOfRegion: {
    code: "EKS0485",
    name: "the key of secrets is a KMS key of the region",
    explanation: "EKS reads the key in the cluster's region and refuses aliases and keys of other regions.",
    reads: ["secretsEncryption.keyARN", "metadata.region"],
    check: ({ metadata }, { given }) => {
      const key = given.secretsEncryption?.keyARN ?? "";
      const parsed = parseArn(key);
      if (parsed === undefined) return NOTHING;
      const path = ["secretsEncryption", "keyARN"];
      const { service, region, resource } = parsed;
      if (service !== "kms" || !resource.startsWith("key/"))
        return refuse(
          path,
          `${show(key)} is not a KMS key; EKS takes the ARN of the key itself, not of an alias; write arn:aws:kms:…:key/…`,
        );
      return region === metadata.region || metadata.region === ""
        ? NOTHING
        : refuse(
            path,
            `the key is in ${region}, the cluster in ${metadata.region}; both must be in one region; name a key of ${metadata.region}`,
          );
    },
  },
  logTypesAreKnown: {
    code: "EKS0134",
    name: "types of logs are known",
    reads: ["cloudWatch.clusterLogging.enableTypes"],
    check: (_, { given }) => {
      const types = given.cloudWatch?.clusterLogging?.enableTypes ?? [];
      if (types.some((type) => type === "all" || type === "*")) return NOTHING;
      return each(types, [...LOGGING, "enableTypes"], (type, path) =>
        (LOG_TYPES as readonly string[]).includes(type)
          ? NOTHING
          : refuse(path, notOneOf(type, [...LOG_TYPES, "all"], "a type of log")),
      );
    },
  },
  allLogTypesStandAlone: {
    code: "EKS0486",
    name: "all types of logs stand alone",
    explanation:
      'eksctl takes ["*"] or [all] alone; beside others the words are refused by EKS as unknown types.',
    reads: ["cloudWatch.clusterLogging.enableTypes"],
    check: (_, { given }) => {
      const types = given.cloudWatch?.clusterLogging?.enableTypes ?? [];
      const path = [...LOGGING, "enableTypes"];
      if (!types.some((type) => type === "all" || type === "*"))
        return repeated(types, (type) => type).flatMap(({ key, index }) =>
          warn([...path, index], `${show(key)} is named twice; once is enough; remove one`),
        );
      return each(types, path, (type, own) =>
        [...LOG_TYPES, "all", "*"].includes(type)
          ? NOTHING
          : warn(own, `${show(type)} is not a type of log; all of them are on anyway; remove it`),
      );
    },
  },
  retentionIsKnown: {
    code: "EKS0135",
    name: "logs are kept for a period that CloudWatch knows",
    reads: ["cloudWatch.clusterLogging.logRetentionInDays"],
    check: (_, { given }) => {
      const days = given.cloudWatch?.clusterLogging?.logRetentionInDays ?? 0;
      if (days === 0 || LOG_RETENTION_DAYS.includes(days)) return NOTHING;
      const near = [...LOG_RETENTION_DAYS].sort((a, b) => Math.abs(a - days) - Math.abs(b - days))[0];
      return refuse(
        [...LOGGING, "logRetentionInDays"],
        `logs cannot be kept for ${days} days; allowed are ${listing(LOG_RETENTION_DAYS.map(String))}; ${near} is nearest`,
      );
    },
  },
  retentionHasLogs: {
    code: "EKS0136",
    name: "logs that are kept are written",
    reads: ["cloudWatch.clusterLogging"],
    check: ({ cloudWatch: { clusterLogging } }, { given }) =>
      (given.cloudWatch?.clusterLogging?.logRetentionInDays ?? 0) !== 0 &&
      clusterLogging.enableTypes.length === 0
        ? refuse(
            [...LOGGING, "logRetentionInDays"],
            "no type of log is on, so that nothing is kept; a period belongs to logs; add enableTypes or remove the line",
          )
        : NOTHING,
  },
  tierIsKnown: {
    code: "EKS0489",
    name: "the size of the control plane is known",
    explanation: "EKS refuses tiers that it does not offer.",
    reads: ["controlPlaneScalingConfig.tier"],
    check: ({ controlPlaneScalingConfig }) => {
      const tier = controlPlaneScalingConfig?.tier;
      const path = ["controlPlaneScalingConfig", "tier"];
      const known = ["standard", "tier-xl", "tier-2xl", "tier-4xl", "tier-8xl"];
      if (!isSet(tier) || known.includes(tier)) return NOTHING;
      return /^tier-\d*x+l$/.test(tier)
        ? warn(path, `${tier} is not a size that eksplan knows; it may be new; known are ${listing(known)}`)
        : refuse(path, notOneOf(tier, known, "a size of control plane"));
    },
  },
  scoringIsKnown: {
    code: "EKS0490",
    name: "the scheduler scores in a known way",
    explanation: "kube-scheduler knows these strategies and does not start with another.",
    reads: ["kubeSchedulerConfig"],
    check: ({ kubeSchedulerConfig }) => {
      const strategy = kubeSchedulerConfig?.nodeResourcesFit?.scoringStrategy;
      const path = ["kubeSchedulerConfig", "nodeResourcesFit", "scoringStrategy"];
      return [
        ...(isSet(strategy?.type)
          ? oneOf(strategy.type, ["LeastAllocated", "MostAllocated"], [...path, "type"], "a way to score")
          : NOTHING),
        ...each(strategy?.resources, [...path, "resources"], ({ name, weight }, own) => [
          ...(isSet(name)
            ? NOTHING
            : refuse(
                [...own, "name"],
                "the resource has no name; names such as cpu and memory are allowed; write name",
              )),
          ...(weight === undefined || (weight >= 1 && weight <= 100)
            ? NOTHING
            : refuse(
                [...own, "weight"],
                `${weight} cannot be a weight; 1 to 100 are allowed; write a number between`,
              )),
        ]),
      ];
    },
  },
  nodePortsAreInOrder: {
    code: "EKS0491",
    name: "node ports are a range",
    explanation: "The API server takes one range, first port to last, between 1 and 65535.",
    reads: ["kubeAPIServerConfig.serviceNodePortRange"],
    check: ({ kubeAPIServerConfig }) => {
      const { minPort, maxPort } = kubeAPIServerConfig?.serviceNodePortRange ?? {};
      const path = ["kubeAPIServerConfig", "serviceNodePortRange"];
      const wrong = (["minPort", "maxPort"] as const).flatMap((key) => {
        const port = key === "minPort" ? minPort : maxPort;
        return port === undefined || (port >= 1 && port <= 65_535)
          ? NOTHING
          : refuse([...path, key], `${port} is not a port; 1 to 65535 are allowed; write a number between`);
      });
      if (wrong.length > 0 || minPort === undefined || maxPort === undefined || minPort <= maxPort)
        return wrong;
      return refuse(
        [...path, "minPort"],
        `minPort ${minPort} is above maxPort ${maxPort}; the lower one comes first; swap the two`,
      );
    },
  },
  durationsAreDurations: {
    code: "EKS0492",
    name: "durations are durations",
    explanation:
      "The parts of Kubernetes that read them refuse texts that are no durations of Go (10s, 5m, 1h30m).",
    reads: ["kubeAPIServerConfig.eventTTL", "kubeControllerManagerConfig"],
    check: ({ kubeAPIServerConfig, kubeControllerManagerConfig }) =>
      (
        [
          [kubeAPIServerConfig?.eventTTL, ["kubeAPIServerConfig", "eventTTL"]],
          [
            kubeControllerManagerConfig?.horizontalPodAutoscalerControllerConfig
              ?.horizontalPodAutoscalerSyncPeriod,
            [
              "kubeControllerManagerConfig",
              "horizontalPodAutoscalerControllerConfig",
              "horizontalPodAutoscalerSyncPeriod",
            ],
          ],
        ] as const
      ).flatMap(([text, path]) =>
        !isSet(text) || /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/.test(text)
          ? NOTHING
          : refuse(
              path,
              `${show(text)} is not a duration; numbers with h, m or s are allowed; write for example "1h30m"`,
            ),
      ),
  },
});
