import { ec2 } from "../operation.ts";
import { authorize } from "./rule-changes.ts";

export const authorizeSecurityGroupIngress = ec2("AuthorizeSecurityGroupIngress", (call) =>
  authorize(call, false),
);
