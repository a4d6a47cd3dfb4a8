import type { Edit } from "../../commands/docs/edit-rows.ts";

interface Reason {
  /** Why the effect is as it is, where it is right. */
  readonly why?: string;
  /** What is wrong with a plan that looks harmless. */
  readonly bad?: string;
}

const AUTOSCALER = "an autoscaler owns the number of nodes: the file's is what a new group starts with";
const NO_ROLE = "an add-on that has no role of its own has nothing to bound";
const PODS_GO = "pods of the profile are stopped, and start again when the new one stands";

/** By field and edit. */
export const REASONS: Readonly<Record<string, Partial<Record<Edit, Reason>>>> = {
  "iam.withOIDC": { changed: { bad: "the role goes before the add-on lets go of it" } },
  "managedNodeGroups[].desiredCapacity": {
    set: { why: AUTOSCALER },
    changed: { why: AUTOSCALER },
    "taken out": { why: AUTOSCALER },
  },
  "addons[].permissionsBoundary": {
    set: { why: NO_ROLE },
    changed: { why: NO_ROLE },
    "taken out": { why: NO_ROLE },
  },
  "fargateProfiles[].selectors[].namespace": { changed: { why: PODS_GO } },
  "fargateProfiles[].selectors[].labels": {
    set: { why: PODS_GO },
    changed: { why: PODS_GO },
    "taken out": { why: PODS_GO },
  },
};

export const reasonOf = (field: string, edit: Edit): Reason | undefined => REASONS[field]?.[edit];
