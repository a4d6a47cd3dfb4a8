import type { Service } from "../../core/call.ts";
import { associateKmsKey } from "./group/associate-kms-key.ts";
import { createLogGroup } from "./group/create-log-group.ts";
import { deleteLogGroup } from "./group/delete-log-group.ts";
import { deleteRetentionPolicy } from "./group/delete-retention-policy.ts";
import { describeLogGroups } from "./group/describe-log-groups.ts";
import { disassociateKmsKey } from "./group/disassociate-kms-key.ts";
import { listTagsForResource } from "./group/list-tags-for-resource.ts";
import { putRetentionPolicy } from "./group/put-retention-policy.ts";
import { tagResource } from "./group/tag-resource.ts";
import { untagResource } from "./group/untag-resource.ts";
import { createLogStream } from "./stream/create-log-stream.ts";
import { describeLogStreams } from "./stream/describe-log-streams.ts";

export const logs: Service = {
  name: "logs",
  operations: [
    associateKmsKey,
    createLogGroup,
    createLogStream,
    deleteLogGroup,
    deleteRetentionPolicy,
    describeLogGroups,
    describeLogStreams,
    disassociateKmsKey,
    listTagsForResource,
    putRetentionPolicy,
    tagResource,
    untagResource,
  ],
};
