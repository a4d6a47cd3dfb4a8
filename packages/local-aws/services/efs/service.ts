import type { Service } from "../../core/call.ts";
import { createAccessPoint } from "./create-access-point.ts";
import { createFileSystem } from "./create-file-system.ts";
import { createMountTarget } from "./create-mount-target.ts";
import { deleteAccessPoint } from "./delete-access-point.ts";
import { deleteFileSystem } from "./delete-file-system.ts";
import { deleteFileSystemPolicy } from "./delete-file-system-policy.ts";
import { deleteMountTarget } from "./delete-mount-target.ts";
import { describeAccessPoints } from "./describe-access-points.ts";
import { describeBackupPolicy } from "./describe-backup-policy.ts";
import { describeFileSystemPolicy } from "./describe-file-system-policy.ts";
import { describeFileSystems } from "./describe-file-systems.ts";
import { describeLifecycleConfiguration } from "./describe-lifecycle-configuration.ts";
import { describeMountTargetSecurityGroups } from "./describe-mount-target-security-groups.ts";
import { describeMountTargets } from "./describe-mount-targets.ts";
import { listTagsForResource } from "./list-tags-for-resource.ts";
import { modifyMountTargetSecurityGroups } from "./modify-mount-target-security-groups.ts";
import { putBackupPolicy } from "./put-backup-policy.ts";
import { putFileSystemPolicy } from "./put-file-system-policy.ts";
import { putLifecycleConfiguration } from "./put-lifecycle-configuration.ts";
import { accessPointStep, fileSystemStep, mountTargetStep } from "./steps.ts";
import { tagResource } from "./tag-resource.ts";
import { untagResource } from "./untag-resource.ts";
import { updateFileSystem } from "./update-file-system.ts";
import { updateFileSystemProtection } from "./update-file-system-protection.ts";

/** Amazon EFS without replication. @see https://docs.aws.amazon.com/efs/latest/ug/api-reference.html */
export const efs: Service = {
  name: "elasticfilesystem",
  operations: [
    createAccessPoint,
    createFileSystem,
    createMountTarget,
    deleteAccessPoint,
    deleteFileSystemPolicy,
    deleteFileSystem,
    deleteMountTarget,
    describeAccessPoints,
    describeBackupPolicy,
    describeFileSystemPolicy,
    describeFileSystems,
    describeLifecycleConfiguration,
    describeMountTargetSecurityGroups,
    describeMountTargets,
    listTagsForResource,
    modifyMountTargetSecurityGroups,
    putBackupPolicy,
    putFileSystemPolicy,
    putLifecycleConfiguration,
    tagResource,
    untagResource,
    updateFileSystemProtection,
    updateFileSystem,
  ],
  events: [accessPointStep, fileSystemStep, mountTargetStep],
};
