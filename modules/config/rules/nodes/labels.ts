import type { FieldPath } from "@eksplan/diagnostics/issue";
import { quota } from "../../../aws/quotas.ts";
import type { Finding } from "../../rule.ts";
import { defineRules, NOTHING, notOneOf, refuse, refuseKey, repeated, show } from "../define.ts";
import { eachGroup, eachManaged, eachSelfManaged, type Group, inGroups, inManaged } from "../groups.ts";

const LONGEST = 63;
const LONGEST_PREFIX = 253;
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;
const EFFECTS = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

/** Labels in reserved domains that the kubelet may set itself. */
const KUBELET_LABELS = new Set([
  "kubernetes.io/hostname",
  "kubernetes.io/os",
  "kubernetes.io/arch",
  "beta.kubernetes.io/os",
  "beta.kubernetes.io/arch",
  "beta.kubernetes.io/instance-type",
  "node.kubernetes.io/instance-type",
  "failure-domain.beta.kubernetes.io/zone",
  "failure-domain.beta.kubernetes.io/region",
  "topology.kubernetes.io/zone",
  "topology.kubernetes.io/region",
]);

export const isLabelValue = (value: string): boolean =>
  value === "" || (value.length <= LONGEST && NAME.test(value));

/** What is wrong with a key of a label or taint; undefined if nothing is. */
function wrongWithKey(key: string): string | undefined {
  const parts = key.split("/");
  if (parts.length > 2) return "has two slashes; a prefix, one slash and a name are allowed";
  const name = parts.at(-1) ?? "";
  if (name === "") return "has no name; letters, digits, - _ and . are allowed";
  if (name.length > LONGEST) return `has a name of ${name.length} characters; at most ${LONGEST} are allowed`;
  if (!NAME.test(name))
    return "has a letter that a key cannot have; letters, digits, - _ and . are allowed, a letter or digit first and last";
  if (parts.length === 1) return undefined;
  const prefix = parts[0] ?? "";
  if (prefix.length > LONGEST_PREFIX)
    return `has a prefix of ${prefix.length} characters; at most ${LONGEST_PREFIX} are allowed`;
  return SUBDOMAIN.test(prefix)
    ? undefined
    : "has a prefix that is not a domain; small letters, digits, hyphens and dots are allowed";
}

function isReserved(key: string): boolean {
  const [prefix, name] = key.split("/");
  if (prefix === undefined || name === undefined) return false;
  const within = (domain: string) => prefix === domain || prefix.endsWith(`.${domain}`);
  if (!within("kubernetes.io") && !within("k8s.io")) return false;
  return !KUBELET_LABELS.has(key) && !within("kubelet.kubernetes.io") && !within("node.kubernetes.io");
}

/** Where a taint is written: in a list, or in the map that self-managed groups may have. */
function placeOfTaint(
  { given, at, group }: Group,
  index: number,
  field: "key" | "value" | "effect",
): FieldPath {
  return Array.isArray(given.taints)
    ? at("taints", index, field)
    : at("taints", group.taints[index]?.key ?? "");
}

const eachLabel = (check: (key: string, value: string, path: FieldPath) => readonly Finding[]) =>
  eachGroup(({ given, at }) =>
    Object.entries(given.labels ?? {}).flatMap(([key, value]) => check(key, value, at("labels", key))),
  );

export const labelRules = defineRules("nodes", {
  labelsAreLabels: {
    code: "EKS0187",
    name: "Kubernetes allows the labels of nodes",
    reads: inGroups("labels"),
    check: eachLabel((key, value, path) => {
      const wrong = wrongWithKey(key);
      if (wrong !== undefined) return refuseKey(path, `the label ${show(key)} ${wrong}; correct the key`);
      if (isLabelValue(value)) return NOTHING;
      return value.length > LONGEST
        ? refuse(
            path,
            `the value of the label has ${value.length} characters; at most ${LONGEST} are allowed; shorten it`,
          )
        : refuse(
            path,
            `${show(value)} cannot be the value of a label; letters, digits, - _ and . are allowed, a letter or digit first and last; correct it`,
          );
    }),
  },
  labelsAreNotReserved: {
    code: "EKS0188",
    name: "labels of nodes keep out of Kubernetes' own domains",
    reads: inGroups("labels"),
    check: eachLabel((key, _, path) =>
      wrongWithKey(key) === undefined && isReserved(key)
        ? refuseKey(
            path,
            `the kubelet may not set ${show(key)}; domains of your own and node.kubernetes.io are allowed; choose another prefix`,
          )
        : NOTHING,
    ),
  },
  taintsAreTaints: {
    code: "EKS0189",
    name: "Kubernetes allows the taints of nodes",
    reads: inGroups("taints"),
    check: eachGroup((group) =>
      group.group.taints.flatMap(({ key, value = "" }, index) => {
        const wrong = key === "" ? undefined : wrongWithKey(key);
        if (key === "")
          return refuse(
            placeOfTaint(group, index, "key"),
            "the taint has no key; letters, digits, - _ and . are allowed; write key",
          );
        if (wrong !== undefined)
          return refuse(
            placeOfTaint(group, index, "key"),
            `the taint ${show(key)} ${wrong}; correct the key`,
          );
        return isLabelValue(value)
          ? NOTHING
          : refuse(
              placeOfTaint(group, index, "value"),
              `${show(value)} cannot be the value of a taint; at most ${LONGEST} letters, digits, - _ and . are allowed, a letter or digit first and last; correct it`,
            );
      }),
    ),
  },
  effectsAreKnown: {
    code: "EKS0249",
    name: "effects of taints are known",
    reads: inGroups("taints"),
    check: eachGroup((group) =>
      group.group.taints.flatMap(({ effect }, index) => {
        if (EFFECTS.includes(effect)) return NOTHING;
        const path = placeOfTaint(group, index, "effect");
        return effect === ""
          ? refuse(path, `the taint has no effect; ${EFFECTS.join(", ")} are allowed; write effect`)
          : refuse(path, notOneOf(effect, EFFECTS, "an effect of a taint"));
      }),
    ),
  },
  taintsAreDifferent: {
    code: "EKS0516",
    name: "taints are different",
    explanation:
      "A node has one taint of a key and effect; kubelet refuses the second, and the node never joins.",
    reads: inGroups("taints"),
    check: eachGroup((group) =>
      repeated(group.group.taints, ({ key, effect }) => `${key}:${effect}`).flatMap(({ key, index }) =>
        refuse(
          placeOfTaint(group, index, "key"),
          `the taint ${key} is there already; key and effect together are unique; remove one`,
        ),
      ),
    ),
  },
  labelsAndTaintsAreFew: {
    code: "EKS0517",
    name: "a managed group has at most 50 labels and 50 taints",
    explanation: "EKS refuses a managed group with more labels or taints.",
    reads: inManaged("labels", "taints"),
    check: eachManaged(({ group, given, at }) => {
      const labels = Object.keys(group.labels).length;
      return [
        ...(labels > quota("labels").value
          ? refuseKey(
              at("labels"),
              `there are ${labels} labels with those of eksplan; EKS allows ${quota("labels").value}; remove some`,
            )
          : NOTHING),
        ...((given.taints?.length ?? 0) > quota("taints").value
          ? refuseKey(
              at("taints"),
              `there are ${given.taints?.length} taints; EKS allows ${quota("taints").value}; remove some`,
            )
          : NOTHING),
      ];
    }),
  },
  keysFitIntoEks: {
    code: "EKS0518",
    name: "keys of a managed group's labels and taints have at most 63 characters",
    reads: inManaged("labels", "taints"),
    explanation: "Kubernetes allows longer keys with a prefix; EKS counts the prefix.",
    check: eachManaged((group) => [
      ...Object.keys(group.given.labels ?? {}).flatMap((key) =>
        key.length > LONGEST && wrongWithKey(key) === undefined
          ? refuseKey(
              group.at("labels", key),
              `the key has ${key.length} characters; EKS allows ${LONGEST}, prefix included; shorten it`,
            )
          : NOTHING,
      ),
      ...group.group.taints.flatMap(({ key }, index) =>
        key.length > LONGEST && wrongWithKey(key) === undefined
          ? refuse(
              placeOfTaint(group, index, "key"),
              `the key has ${key.length} characters; EKS allows ${LONGEST}, prefix included; shorten it`,
            )
          : NOTHING,
      ),
    ]),
  },
  generatedLabelsStay: {
    code: "EKS0519",
    name: "labels of eksctl's own are not overwritten",
    explanation: "eksctl finds its own nodes by these labels; changed, upgrades and drains miss them.",
    reads: [...inGroups("labels"), "managedNodeGroups[].name", "metadata.name", "nodeGroups[].name"],
    check: eachGroup(({ given, at, group }, { metadata }) =>
      (
        [
          ["alpha.eksctl.io/cluster-name", metadata.name],
          ["alpha.eksctl.io/nodegroup-name", group.name],
        ] as const
      ).flatMap(([key, value]) => {
        const own = given.labels?.[key];
        return own === undefined || own === value
          ? NOTHING
          : refuse(
              at("labels", key),
              `${key} is always ${show(value)}; other labels are allowed; remove the line`,
            );
      }),
    ),
  },
  taintsOfMapHaveOneColon: {
    code: "EKS0520",
    name: "a taint in a map is a value and an effect",
    explanation:
      "In the form of a map a value is VALUE:EFFECT; anything else gives a taint that Kubernetes refuses.",
    reads: ["nodeGroups[].taints"],
    check: eachSelfManaged(({ given, at }) =>
      given.taints === undefined || Array.isArray(given.taints)
        ? NOTHING
        : Object.entries(given.taints as Readonly<Record<string, string>>).flatMap(([key, text]) =>
            text.split(":").length > 2
              ? refuse(
                  at("taints", key),
                  `${show(text)} has two colons; a value, one colon and an effect are allowed; write for example "batch:NoSchedule"`,
                )
              : NOTHING,
          ),
    ),
  },
});
