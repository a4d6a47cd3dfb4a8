import { type Scenario, something, stepsOf } from "../scenario.ts";

const call = stepsOf("kms");
const KeyId = "{key.KeyMetadata.KeyId}";
const root = "arn:aws:iam::{me.Account}:root";
const Policy =
  '{"Version":"2012-10-17","Statement":[{"Sid":"all","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{me.Account}:root"},"Action":"kms:*","Resource":"*"}]}';

export const kms: Scenario = {
  name: "kms",
  steps: [
    stepsOf("sts")("GetCallerIdentity", {}, { as: "me" }),
    call(
      "CreateKey",
      { Description: "one", Tags: [{ TagKey: "a", TagValue: "1" }] },
      {
        as: "key",
        expect: {
          KeyMetadata: {
            KeyState: "Enabled",
            KeyUsage: "ENCRYPT_DECRYPT",
            Enabled: true,
            Arn: /^arn:aws:kms:.*:key\//,
          },
        },
      },
    ),
    call("ListKeys", {}, { expect: { Keys: [{ KeyId }] } }),
    call("UpdateKeyDescription", { KeyId, Description: "two" }),
    call(
      "DescribeKey",
      { KeyId },
      { expect: { KeyMetadata: { Description: "two", CreationDate: something } } },
    ),
    call("DescribeKey", { KeyId: "00000000-0000-0000-0000-000000000000" }, { fails: "NotFoundException" }),
    call("EnableKeyRotation", { KeyId }),
    call("GetKeyRotationStatus", { KeyId }, { expect: { KeyRotationEnabled: true } }),
    call("DisableKeyRotation", { KeyId }),
    call("GetKeyRotationStatus", { KeyId }, { expect: { KeyRotationEnabled: false } }),
    call("PutKeyPolicy", { KeyId, PolicyName: "default", Policy }),
    call("GetKeyPolicy", { KeyId, PolicyName: "default" }, { expect: { Policy: /kms:\*/ } }),
    call("CreateAlias", { AliasName: "alias/conf", TargetKeyId: KeyId }),
    call(
      "ListAliases",
      { KeyId },
      { expect: { Aliases: [{ AliasName: "alias/conf", TargetKeyId: KeyId }] } },
    ),
    call("CreateKey", {}, { as: "other" }),
    call("UpdateAlias", { AliasName: "alias/conf", TargetKeyId: "{other.KeyMetadata.KeyId}" }),
    call(
      "DescribeKey",
      { KeyId: "alias/conf" },
      { expect: { KeyMetadata: { KeyId: "{other.KeyMetadata.KeyId}" } } },
    ),
    call("DeleteAlias", { AliasName: "alias/conf" }),
    call(
      "CreateGrant",
      { KeyId, GranteePrincipal: root, Operations: ["Decrypt", "CreateGrant"] },
      { as: "grant", expect: { GrantId: something, GrantToken: something } },
    ),
    call(
      "ListGrants",
      { KeyId },
      { expect: { Grants: [{ GrantId: "{grant.GrantId}", Operations: ["Decrypt"] }] } },
    ),
    call("RetireGrant", { KeyId: "{key.KeyMetadata.Arn}", GrantId: "{grant.GrantId}" }),
    call("CreateGrant", { KeyId, GranteePrincipal: root, Operations: ["Decrypt"] }, { as: "second" }),
    call("RevokeGrant", { KeyId, GrantId: "{second.GrantId}" }),
    call("ListGrants", { KeyId }, { expect: { Grants: [] } }),
    call("TagResource", { KeyId, Tags: [{ TagKey: "b", TagValue: "2" }] }),
    call("UntagResource", { KeyId, TagKeys: ["a"] }),
    call("ListResourceTags", { KeyId }, { expect: { Tags: [{ TagKey: "b", TagValue: "2" }] } }),
    call("DisableKey", { KeyId }),
    call("DescribeKey", { KeyId }, { expect: { KeyMetadata: { KeyState: "Disabled", Enabled: false } } }),
    call("EnableKey", { KeyId }),
    call(
      "ScheduleKeyDeletion",
      { KeyId, PendingWindowInDays: 7 },
      { expect: { KeyState: "PendingDeletion", DeletionDate: something } },
    ),
    call("CancelKeyDeletion", { KeyId }),
    call("DescribeKey", { KeyId }, { expect: { KeyMetadata: { KeyState: "Disabled" } } }),
    call("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 }),
    call("ScheduleKeyDeletion", { KeyId: "{other.KeyMetadata.KeyId}", PendingWindowInDays: 7 }),
  ],
};
