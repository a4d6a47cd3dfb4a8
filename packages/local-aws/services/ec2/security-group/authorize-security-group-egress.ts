import { ec2 } from "../operation.ts";
import { authorize } from "./rule-changes.ts";

export const authorizeSecurityGroupEgress = ec2("AuthorizeSecurityGroupEgress", (call) =>
  authorize(call, true),
);
