import { AwsError } from "../../../core/errors.ts";
import { find } from "../kind.ts";
import { ec2 } from "../operation.ts";
import { instances, stateOf } from "./kind.ts";
import { terminate } from "./lifecycle.ts";

/** Nothing boots or shuts down here in more than one way, so force and a skipped shutdown change nothing. */
export const terminateInstances = ec2("TerminateInstances", (call) => {
  const { InstanceIds: ids, Force: _force, SkipOsShutdown: _skip } = call.input;
  const found = ids.map((id) => find(call, instances, id));
  const kept = found.find(({ terminationProtected }) => terminationProtected);
  if (kept !== undefined) {
    throw new AwsError(
      "OperationNotPermitted",
      `The instance '${kept.InstanceId}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
    );
  }
  for (const { InstanceId } of found)
    terminate(call, InstanceId, `User initiated (${new Date(call.now).toISOString()})`);
  return {
    TerminatingInstances: found.map(({ InstanceId, state }) => ({
      InstanceId,
      PreviousState: stateOf(state),
      CurrentState: stateOf(find(call, instances, InstanceId).state),
    })),
  };
});
