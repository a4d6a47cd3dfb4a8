import type { Call } from "../../../core/call.ts";
import type { RunInstancesRequest } from "../../../models/types/ec2.d.ts";
import { checkTags } from "../tags/check.ts";
import type { LaunchData } from "./wishes.ts";

type Tags = Readonly<Record<string, string>>;

/** Tags for one of the sorts of object that a launch makes: the request's beside the template's. */
export function tagsFor(call: Call<RunInstancesRequest>, data: LaunchData, type: string): Tags {
  const of = (
    list: readonly {
      readonly ResourceType?: string | undefined;
      readonly Tags?:
        | readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[]
        | undefined;
    }[] = [],
  ) =>
    checkTags(
      call,
      list.filter((one) => one.ResourceType === type).flatMap((one) => one.Tags ?? []),
    );
  return { ...of(data.TagSpecifications), ...of(call.input.TagSpecifications) };
}
