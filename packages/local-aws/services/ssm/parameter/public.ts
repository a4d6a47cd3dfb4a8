import { imagesOf } from "../../ec2/image/catalogue.ts";
import { availabilityZonesOf, REGIONS } from "../../ec2/zones/regions.ts";

const caches = new Map<string, ReadonlyMap<string, string>>();

/** What AWS publishes under `/aws/service` in a region: images for nodes, and regions and their zones. */
export function publicParameters(region: string): ReadonlyMap<string, string> {
  let found = caches.get(region);
  if (found === undefined) {
    const infrastructure = REGIONS.flatMap((name): [string, string][] => [
      [`/aws/service/global-infrastructure/regions/${name}`, name],
      [
        `/aws/service/global-infrastructure/regions/${name}/partition`,
        name.startsWith("cn-") ? "aws-cn" : name.startsWith("us-gov-") ? "aws-us-gov" : "aws",
      ],
      ...availabilityZonesOf("0", name).map(({ id }): [string, string] => [
        `/aws/service/global-infrastructure/availability-zones/${id}`,
        id,
      ]),
    ]);
    found = new Map([
      ...imagesOf(region).flatMap(({ parameters }) => Object.entries(parameters)),
      ...infrastructure,
    ]);
    caches.set(region, found);
  }
  return found;
}
