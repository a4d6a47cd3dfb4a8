import type { Context } from "../../../core/call.ts";
import { current, objectKey, objects } from "./store.ts";

export interface ListingRequest {
  readonly bucket: string;
  readonly prefix: string;
  readonly delimiter: string | undefined;
  readonly most: number;
  /** Name after which to begin. */
  readonly after: string | undefined;
  /** Whether names are to be percent-encoded. */
  readonly encode: boolean;
}

/** One page of a bucket's keys in order, those that share a part up to the delimiter counted as one. */
export function listing(
  context: Context,
  { bucket, prefix, delimiter, most, after, encode }: ListingRequest,
) {
  const names = context
    .use(objects)
    .list(objectKey(bucket, prefix))
    .map(({ key }) => key)
    .filter((key) => current(context, bucket, key) !== undefined)
    .map((key) => {
      const at = delimiter === undefined || delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
      return at < 0
        ? { name: key, isPrefix: false }
        : { name: key.slice(0, at + (delimiter ?? "").length), isPrefix: true };
    });
  const unique = [...new Map(names.map((one) => [one.name, one])).values()].toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  const rest = unique.filter(({ name }) => after === undefined || name > after);
  const page = rest.slice(0, most);
  const shown = (name: string) => (encode ? encodeURIComponent(name).replaceAll("%2F", "/") : name);
  return {
    contents: page.flatMap(({ name, isPrefix }) => {
      const version = isPrefix ? undefined : current(context, bucket, name);
      return version === undefined
        ? []
        : [
            {
              Key: shown(name),
              ETag: version.etag,
              Size: version.size,
              LastModified: version.modifiedAt,
              StorageClass: "STANDARD" as const,
            },
          ];
    }),
    prefixes: page.filter(({ isPrefix }) => isPrefix).map(({ name }) => shown(name)),
    next: rest.length > page.length ? page.at(-1)?.name : undefined,
  };
}
