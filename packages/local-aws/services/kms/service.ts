import type { Service } from "../../core/call.ts";
import { createAlias } from "./alias/create-alias.ts";
import { deleteAlias } from "./alias/delete-alias.ts";
import { listAliases } from "./alias/list-aliases.ts";
import { updateAlias } from "./alias/update-alias.ts";
import { createGrant } from "./grant/create-grant.ts";
import { listGrants } from "./grant/list-grants.ts";
import { retireGrant } from "./grant/retire-grant.ts";
import { revokeGrant } from "./grant/revoke-grant.ts";
import { cancelKeyDeletion } from "./key/cancel-key-deletion.ts";
import { createKey } from "./key/create-key.ts";
import { describeKey } from "./key/describe-key.ts";
import { disableKey } from "./key/disable-key.ts";
import { disableKeyRotation } from "./key/disable-key-rotation.ts";
import { enableKey } from "./key/enable-key.ts";
import { enableKeyRotation } from "./key/enable-key-rotation.ts";
import { getKeyPolicy } from "./key/get-key-policy.ts";
import { getKeyRotationStatus } from "./key/get-key-rotation-status.ts";
import { keyDeleted } from "./key/lifecycle.ts";
import { listKeys } from "./key/list-keys.ts";
import { listResourceTags } from "./key/list-resource-tags.ts";
import { putKeyPolicy } from "./key/put-key-policy.ts";
import { scheduleKeyDeletion } from "./key/schedule-key-deletion.ts";
import { tagResource } from "./key/tag-resource.ts";
import { untagResource } from "./key/untag-resource.ts";
import { updateKeyDescription } from "./key/update-key-description.ts";

export const kms: Service = {
  name: "kms",
  events: [keyDeleted],
  operations: [
    cancelKeyDeletion,
    createAlias,
    createGrant,
    createKey,
    deleteAlias,
    describeKey,
    disableKey,
    disableKeyRotation,
    enableKey,
    enableKeyRotation,
    getKeyPolicy,
    getKeyRotationStatus,
    listAliases,
    listGrants,
    listKeys,
    listResourceTags,
    putKeyPolicy,
    retireGrant,
    revokeGrant,
    scheduleKeyDeletion,
    tagResource,
    untagResource,
    updateAlias,
    updateKeyDescription,
  ],
};
