import type { Service } from "../../core/call.ts";
import { assumeRole } from "./assume-role.ts";
import { assumeRoleWithWebIdentity } from "./assume-role-with-web-identity.ts";
import { getAccessKeyInfo } from "./get-access-key-info.ts";
import { getCallerIdentity } from "./get-caller-identity.ts";
import { getSessionToken } from "./get-session-token.ts";

/** AWS Security Token Service. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html */
export const sts: Service = {
  name: "sts",
  operations: [assumeRole, assumeRoleWithWebIdentity, getAccessKeyInfo, getCallerIdentity, getSessionToken],
};
