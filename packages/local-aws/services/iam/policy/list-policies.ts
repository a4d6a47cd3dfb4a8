import { iam } from "../operation.ts";
import { managedPolicies } from "./managed.ts";
import { policies, showManaged, showPolicy, usageOf } from "./store.ts";

export const listPolicies = iam("ListPolicies", (call) => {
  const {
    Scope: scope = "All",
    OnlyAttached: onlyAttached = false,
    PathPrefix: prefix = "/",
    PolicyUsageFilter: usage,
  } = call.input;
  const used = usageOf(call);
  const own =
    scope === "AWS"
      ? []
      : call
          .use(policies)
          .list()
          .map((policy) => showPolicy(call, policy, used));
  const aws = scope === "Local" ? [] : managedPolicies().map((policy) => showManaged(call, policy, used));
  const found = [...own, ...aws]
    .filter(({ Path }) => Path?.startsWith(prefix))
    .filter(({ AttachmentCount }) => !onlyAttached || (AttachmentCount ?? 0) > 0)
    .filter(({ AttachmentCount = 0, PermissionsBoundaryUsageCount = 0 }) => {
      if (usage === undefined) return true;
      return usage === "PermissionsBoundary" ? PermissionsBoundaryUsageCount > 0 : AttachmentCount > 0;
    });
  // As in AWS, the list leaves tags and descriptions out.
  return {
    Policies: found.map(({ Tags: _tags, Description: _description, ...policy }) => policy),
    IsTruncated: false,
  };
});
