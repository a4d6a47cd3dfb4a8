import * as z from "zod";
import { listOf, text, textMap, texts } from "./field.ts";

const FargateSelector = z.strictObject({
  namespace: text("Namespace of the pods; a * stands for any letters.", { required: true }),
  labels: textMap("Labels that the pods must have.", { default: "any" }),
});

/** `fargateProfiles[]`: which pods run on Fargate. */
export const FargateProfile = z.strictObject({
  name: text("Name of the profile. Changing it replaces the profile.", {
    required: true,
    see: "https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html",
  }),
  podExecutionRoleARN: text("ARN of an existing pod execution role.", {
    default: "iam.fargatePodExecutionRoleARN",
  }),
  selectors: listOf(FargateSelector, "Which pods, one to five.", { required: true }),
  subnets: texts("Ids of private subnets.", { default: "every private subnet" }),
  tags: textMap("Tags of the profile.", { default: "none" }),
  status: text("Written by eksctl, not read."),
});
