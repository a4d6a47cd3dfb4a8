import type { Service } from "../core/call.ts";
import { autoscaling } from "./autoscaling/service.ts";
import { ec2 } from "./ec2/service.ts";
import { efs } from "./efs/service.ts";
import { eks } from "./eks/service.ts";
import { events } from "./events/service.ts";
import { iam } from "./iam/service.ts";
import { kms } from "./kms/service.ts";
import { logs } from "./logs/service.ts";
import { s3 } from "./s3/service.ts";
import { secretsmanager } from "./secretsmanager/service.ts";
import { sqs } from "./sqs/service.ts";
import { ssm } from "./ssm/service.ts";
import { sts } from "./sts/service.ts";
import { tagging } from "./tagging/service.ts";

/** Everything that the local AWS serves. */
export const services: readonly Service[] = [
  autoscaling,
  ec2,
  efs,
  eks,
  events,
  iam,
  kms,
  logs,
  s3,
  secretsmanager,
  sqs,
  ssm,
  sts,
  tagging,
];
