import type { Service } from "../../core/call.ts";
import { getCallerIdentity } from "./get-caller-identity.ts";

export const sts: Service = { name: "sts", operations: [getCallerIdentity] };
