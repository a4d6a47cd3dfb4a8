import { collection } from "../../../core/collection.ts";

export interface TaggedResource {
  readonly resourceType: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Tags of every EC2 object, by its id. */
export const tags = collection<TaggedResource>("ec2/tags", "region");
