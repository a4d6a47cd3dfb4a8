import type { Service } from "../../core/call.ts";
import { deleteRule } from "./delete-rule.ts";
import { describeRule } from "./describe-rule.ts";
import { listRules } from "./list-rules.ts";
import { listTagsForResource } from "./list-tags-for-resource.ts";
import { listTargetsByRule } from "./list-targets-by-rule.ts";
import { putRule } from "./put-rule.ts";
import { putTargets } from "./put-targets.ts";
import { removeTargets } from "./remove-targets.ts";
import { tagResource } from "./tag-resource.ts";
import { untagResource } from "./untag-resource.ts";

export const events: Service = {
  name: "events",
  operations: [
    deleteRule,
    describeRule,
    listRules,
    listTagsForResource,
    listTargetsByRule,
    putRule,
    putTargets,
    removeTargets,
    tagResource,
    untagResource,
  ],
};
