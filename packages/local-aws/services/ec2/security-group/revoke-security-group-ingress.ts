import { ec2 } from "../operation.ts";
import { revoke } from "./rule-changes.ts";

export const revokeSecurityGroupIngress = ec2("RevokeSecurityGroupIngress", (call) => revoke(call, false));
