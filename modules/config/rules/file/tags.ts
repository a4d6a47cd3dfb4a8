import type { FieldPath } from "@eksplan/diagnostics/issue";
import { LENGTHS } from "../../../aws/names.ts";
import { quota } from "../../../aws/quotas.ts";
import type { Finding, Rule } from "../../rule.ts";
import { defineRules, refuse, refuseKey, show } from "../define.ts";

type Tags = Readonly<Record<string, string>>;

/** Tags that eksplan adds to what the file names. */
const OWN_TAGS = 6;

/** Every map of tags in the file, with its place. */
const tagsOf = (
  ...[, { given }]: Parameters<Rule["check"]>
): readonly { readonly tags: Tags | undefined; readonly path: FieldPath }[] => [
  { tags: given.metadata?.tags, path: ["metadata", "tags"] },
  ...(
    [
      "nodeGroups",
      "managedNodeGroups",
      "fargateProfiles",
      "addons",
      "capabilities",
      "identityProviders",
    ] as const
  ).flatMap((list) => (given[list] ?? []).map(({ tags }, index) => ({ tags, path: [list, index, "tags"] }))),
  ...(["serviceAccounts", "podIdentityAssociations"] as const).flatMap((list) =>
    (given.iam?.[list] ?? []).map(({ tags }, index) => ({ tags, path: ["iam", list, index, "tags"] })),
  ),
];

const FIELDS = [
  "metadata.tags",
  "nodeGroups[].tags",
  "managedNodeGroups[].tags",
  "fargateProfiles[].tags",
  "addons[].tags",
  "capabilities[].tags",
  "identityProviders[].tags",
  "iam.serviceAccounts[].tags",
  "iam.podIdentityAssociations[].tags",
];

const NOT_ALLOWED = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/u;

function judgeTag(key: string, value: string, path: FieldPath): readonly Finding[] {
  const own = [...path, key];
  if (/^aws:/i.test(key))
    return refuseKey(
      own,
      `the tag ${show(key)} begins with aws:, which AWS keeps for itself; other keys are allowed; choose another`,
    );
  if (key === "") return refuseKey(own, "the tag has no key; 1 to 128 characters are allowed; write one");
  if (key.length > LENGTHS.tagKey)
    return refuseKey(
      own,
      `the key of the tag has ${key.length} characters; at most ${LENGTHS.tagKey} are allowed; shorten it`,
    );
  if (value.length > LENGTHS.tagValue)
    return refuse(
      own,
      `the value of the tag has ${value.length} characters; at most ${LENGTHS.tagValue} are allowed; shorten it`,
    );
  const wrong = NOT_ALLOWED.exec(key)?.[0] ?? NOT_ALLOWED.exec(value)?.[0];
  return wrong === undefined
    ? []
    : refuse(
        own,
        `the tag has ${show(wrong)} in it; letters, digits, blanks and _ . : / = + - @ are allowed; replace it`,
      );
}

export const tagRules = defineRules("file", {
  tagsAreTags: {
    code: "EKS0590",
    name: "AWS allows the tags",
    explanation:
      "AWS refuses keys over 128 or values over 256 characters, keys that begin with aws:, and some characters.",
    reads: [...FIELDS, "karpenter"],
    check: (config, context) =>
      tagsOf(config, context).flatMap(({ tags, path }) =>
        Object.entries(tags ?? {}).flatMap(([key, value]) =>
          key === "karpenter.sh/discovery" &&
          value.length > LENGTHS.tagValue &&
          config.karpenter !== undefined
            ? []
            : judgeTag(key, value, path),
        ),
      ),
  },
  tagsAreFew: {
    code: "EKS0591",
    name: "a resource has at most 50 tags",
    explanation: "AWS refuses more; EKS and eksplan add a few of their own to what the file names.",
    reads: FIELDS,
    check: (config, context) => {
      const { value } = quota("tags");
      const common = Object.keys(config.metadata.tags ?? {});
      return tagsOf(config, context).flatMap(({ tags, path }, index) => {
        if (tags === undefined) return [];
        const all = index === 0 ? common : [...new Set([...common, ...Object.keys(tags)])];
        const count = all.length + OWN_TAGS;
        const isCommonAlone = index > 0 && Object.keys(tags).every((key) => common.includes(key));
        return count > value && !isCommonAlone && !(index > 0 && common.length + OWN_TAGS > value)
          ? refuseKey(
              path,
              `there are ${all.length} tags, and eksplan adds ${OWN_TAGS}; AWS allows ${value}; remove some`,
            )
          : [];
      });
    },
  },
});
