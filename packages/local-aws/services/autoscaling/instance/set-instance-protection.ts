import { findGroup, groups, invalid } from "../group/store.ts";
import { autoscaling } from "../operation.ts";

export const setInstanceProtection = autoscaling("SetInstanceProtection", (call) => {
  const { AutoScalingGroupName: name, InstanceIds: ids, ProtectedFromScaleIn: isProtected } = call.input;
  const { instances } = findGroup(call, name);
  const unknown = ids.find((id) => !instances.some(({ InstanceId }) => InstanceId === id));
  if (unknown !== undefined) throw invalid(`Instance ${unknown} is not part of Auto Scaling group ${name}`);
  const changed = instances.map((one) =>
    ids.includes(one.InstanceId) ? { ...one, ProtectedFromScaleIn: isProtected } : one,
  );
  call.use(groups).patch(name, { instances: changed });
  return {};
});
