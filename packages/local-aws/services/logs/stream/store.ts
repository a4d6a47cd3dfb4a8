import { collection } from "../../../core/collection.ts";

export interface StoredStream {
  readonly logStreamName: string;
  readonly creationTime: number;
}

/** By `group:stream`. They live and are listed with their group. */
export const streams = collection<StoredStream>("logs/streams", "region");
