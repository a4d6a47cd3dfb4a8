import type { Scenario } from "./scenario.ts";
import { autoscaling } from "./scenarios/autoscaling.ts";
import { ec2Addresses } from "./scenarios/ec2-addresses.ts";
import { ec2Catalogues } from "./scenarios/ec2-catalogues.ts";
import { ec2Instances } from "./scenarios/ec2-instances.ts";
import { ec2Network } from "./scenarios/ec2-network.ts";
import { ec2Security } from "./scenarios/ec2-security.ts";
import { efs } from "./scenarios/efs.ts";
import { eks } from "./scenarios/eks.ts";
import { eksElsewhere } from "./scenarios/eks-elsewhere.ts";
import { eksNodes } from "./scenarios/eks-nodes.ts";
import { events } from "./scenarios/events.ts";
import { iam } from "./scenarios/iam.ts";
import { kms } from "./scenarios/kms.ts";
import { logs } from "./scenarios/logs.ts";
import { s3 } from "./scenarios/s3.ts";
import { secretsmanager } from "./scenarios/secretsmanager.ts";
import { sqs } from "./scenarios/sqs.ts";
import { ssm } from "./scenarios/ssm.ts";
import { sts } from "./scenarios/sts.ts";
import { tagging } from "./scenarios/tagging.ts";

export const scenarios: readonly Scenario[] = [
  autoscaling,
  ec2Addresses,
  ec2Catalogues,
  ec2Instances,
  ec2Network,
  ec2Security,
  efs,
  eks,
  eksElsewhere,
  eksNodes,
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
