import { ec2 } from "../operation.ts";
import { revoke } from "./rule-changes.ts";

export const revokeSecurityGroupEgress = ec2("RevokeSecurityGroupEgress", (call) => revoke(call, true));
