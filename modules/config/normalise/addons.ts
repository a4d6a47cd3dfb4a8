import { parse } from "yaml";
import type { AddonSpec } from "../../spec/addon.ts";
import { defined } from "../../spec/defined.ts";
import type { CompletedConfig } from "../completed.ts";
import { addonCredentials } from "./addon-credentials.ts";
import { textOr, wordOf } from "./word.ts";

type Addon = CompletedConfig["addons"][number];

const CONFLICTS = { none: "NONE", overwrite: "OVERWRITE", preserve: "PRESERVE" } as const;
const CONFLICT_WORDS = [
  "none",
  "overwrite",
  "preserve",
] as const satisfies readonly (keyof typeof CONFLICTS)[];

export function addons(config: CompletedConfig): readonly AddonSpec[] {
  const circumstances = {
    withOIDC: config.iam.withOIDC,
    autoApplyPodIdentity: config.addonsConfig.autoApplyPodIdentityAssociations ?? false,
  };
  return config.addons.map((addon) => ({
    name: addon.name,
    ...defined({
      version: textOr(addon.version),
      configuration: configuration(addon.configurationValues, implied(addon, config)),
    }),
    conflicts:
      CONFLICTS[
        wordOf(addon.resolveConflicts.toLowerCase(), CONFLICT_WORDS, {
          field: "addons[].resolveConflicts",
          rule: "EKS0478",
        })
      ],
    credentials: addonCredentials(addon, circumstances),
    tags: addon.tags ?? {},
  }));
}

/** Settings that follow from the rest of the file, unless the file sets them itself. */
function implied(addon: Addon, config: CompletedConfig): Readonly<Record<string, unknown>> {
  const onlyFargate =
    config.managedNodeGroups.length === 0 &&
    config.nodeGroups.length === 0 &&
    config.fargateProfiles.length > 0;
  // Its pods carry an annotation that keeps them off Fargate otherwise.
  return addon.name === "coredns" && onlyFargate ? { computeType: "Fargate" } : {};
}

/** The file's JSON or YAML text over the implied settings; undefined if there are none, so that the add-on keeps its own. */
export function configuration(
  text: string | undefined,
  implications: Readonly<Record<string, unknown>>,
): unknown {
  const given: unknown = text === undefined || text.trim() === "" ? undefined : parse(text);
  if (given === undefined || given === null)
    return Object.keys(implications).length === 0 ? undefined : implications;
  return typeof given === "object" && !Array.isArray(given) ? { ...implications, ...given } : given;
}
