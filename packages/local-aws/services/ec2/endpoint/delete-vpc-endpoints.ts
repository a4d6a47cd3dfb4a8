import { DURATIONS } from "../../../core/durations.ts";
import { remove } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { vpcEndpoints } from "./kind.ts";
import { vpcEndpointGone } from "./lifecycle.ts";

export const deleteVpcEndpoints = ec2("DeleteVpcEndpoints", (call) => {
  const failed = call.input.VpcEndpointIds.flatMap((id) => {
    const endpoint = call.use(vpcEndpoints.collection).get(id);
    if (endpoint === undefined) {
      const { code, message } = vpcEndpoints.missing(id);
      return [{ ResourceId: id, Error: { Code: code, Message: message } }];
    }
    if (endpoint.VpcEndpointType === "Gateway") {
      remove(call, vpcEndpoints, id);
    } else if (endpoint.State !== "deleting") {
      call.use(vpcEndpoints.collection).patch(id, { State: "deleting" });
      call.schedule(DURATIONS.vpcEndpoint.delete, vpcEndpointGone, { id });
    }
    return [];
  });
  return { Unsuccessful: failed };
});
