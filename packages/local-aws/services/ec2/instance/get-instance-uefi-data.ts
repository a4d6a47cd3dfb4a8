import { find } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { instances } from "./kind.ts";

/** No instance here has written any. */
export const getInstanceUefiData = ec2("GetInstanceUefiData", (call) => ({
  InstanceId: find(call, instances, call.input.InstanceId).InstanceId,
  UefiData: "",
}));
