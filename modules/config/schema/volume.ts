import * as z from "zod";
import { flag, text, whole } from "./field.ts";

/** Volume settings that a node group and each of its additional volumes share. */
export const volumeFields = {
  volumeSize: whole("Size of the volume in GiB.", { default: "80" }),
  volumeType: text("Type of the EBS volume.", {
    default: "gp3",
    values: ["gp2", "gp3", "io1", "io2", "sc1", "st1"],
  }),
  volumeName: text("Device name of the volume.", { default: "the AMI's root device" }),
  volumeEncrypted: flag("Encrypts the volume.", { default: "the account's setting" }),
  volumeKmsKeyID: text("Id or ARN of the KMS key of an encrypted volume.", { default: "the account's key" }),
  volumeIOPS: whole("I/O operations per second: gp3 3000 to 16000, io1 100 to 64000, io2 100 to 256000.", {
    default: "3000 for gp3, 100 for io1 and io2",
  }),
  volumeThroughput: whole("Throughput of a gp3 volume in MiB/s, 125 to 1000.", { default: "125" }),
} as const;

export const VolumeMapping = z.strictObject({
  ...volumeFields,
  snapshotID: text("Snapshot that the volume is made from.", { default: "none" }),
});
