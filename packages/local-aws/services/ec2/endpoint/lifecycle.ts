import { event } from "../../../core/call.ts";
import { remove } from "../kind.ts";
import { removeInterfaces } from "./interfaces.ts";
import { vpcEndpoints } from "./kind.ts";

export const vpcEndpointReady = event<{ readonly id: string }>(
  "ec2.vpc-endpoint-ready",
  (context, { id }) => {
    if (context.use(vpcEndpoints.collection).get(id)?.State === "pending") {
      context.use(vpcEndpoints.collection).patch(id, { State: "available" });
    }
  },
);

export const vpcEndpointGone = event<{ readonly id: string }>("ec2.vpc-endpoint-gone", (context, { id }) => {
  removeInterfaces(context, context.use(vpcEndpoints.collection).get(id)?.NetworkInterfaceIds ?? []);
  remove(context, vpcEndpoints, id);
});
