import { type Scenario, something, stepsOf } from "../scenario.ts";

const call = stepsOf("logs");
const logGroupName = "/aws/eks/conf/cluster";
const resourceArn = "{groups.logGroups.0.logGroupArn}";

export const logs: Scenario = {
  name: "logs",
  steps: [
    stepsOf("kms")("CreateKey", { Description: "logs" }, { as: "key" }),
    call("CreateLogGroup", { logGroupName, tags: { a: "1" } }),
    call("CreateLogGroup", { logGroupName }, { fails: "ResourceAlreadyExistsException" }),
    call(
      "DescribeLogGroups",
      { logGroupNamePrefix: "/aws/eks/conf" },
      {
        as: "groups",
        expect: { logGroups: [{ logGroupName, arn: /:\*$/, logGroupArn: /cluster$/, storedBytes: 0 }] },
      },
    ),
    call("PutRetentionPolicy", { logGroupName, retentionInDays: 30 }),
    call(
      "DescribeLogGroups",
      { logGroupNamePrefix: logGroupName },
      { expect: { logGroups: [{ retentionInDays: 30 }] } },
    ),
    call("DeleteRetentionPolicy", { logGroupName }),
    call("AssociateKmsKey", { logGroupName, kmsKeyId: "{key.KeyMetadata.Arn}" }),
    call(
      "DescribeLogGroups",
      { logGroupNamePrefix: logGroupName },
      { expect: { logGroups: [{ kmsKeyId: "{key.KeyMetadata.Arn}" }] } },
    ),
    call("DisassociateKmsKey", { logGroupName }),
    call("TagResource", { resourceArn, tags: { b: "2" } }),
    call("UntagResource", { resourceArn, tagKeys: ["a"] }),
    call("ListTagsForResource", { resourceArn }, { expect: { tags: { b: "2" } } }),
    call("CreateLogStream", { logGroupName, logStreamName: "kube-apiserver-1" }),
    call(
      "DescribeLogStreams",
      { logGroupName, logStreamNamePrefix: "kube" },
      { expect: { logStreams: [{ logStreamName: "kube-apiserver-1", arn: something }] } },
    ),
    call("DeleteLogGroup", { logGroupName }),
    call("DeleteLogGroup", { logGroupName }, { fails: "ResourceNotFoundException" }),
    stepsOf("kms")("ScheduleKeyDeletion", { KeyId: "{key.KeyMetadata.KeyId}", PendingWindowInDays: 7 }),
  ],
};
