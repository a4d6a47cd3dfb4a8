import { s3 } from "../operation.ts";
import { buckets } from "./store.ts";

export const listBuckets = s3("ListBuckets", (call) => {
  const { Prefix: prefix = "", BucketRegion: region } = call.input;
  const mine = call
    .use(buckets)
    .list()
    .filter((bucket) => bucket.name.startsWith(prefix) && (region === undefined || bucket.region === region));
  return {
    Owner: { ID: call.account },
    Buckets: mine
      .map(({ name, createdAt, region: BucketRegion }) => ({
        Name: name,
        CreationDate: createdAt,
        BucketRegion,
      }))
      .toSorted((a, b) => (a.Name < b.Name ? -1 : 1)),
  };
});
