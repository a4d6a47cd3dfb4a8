import type { Service } from "./core/call.ts";
import { loadModel } from "./models/model.ts";
import { imagesOf } from "./services/ec2/image/catalogue.ts";

/**
 * Does what the first call of a service, and the first node group of a region, would otherwise wait for: once it listens,
 * the local AWS has nothing to do until a client has started.
 * @returns to be told the region of every call
 */
export function warmUp(services: readonly Service[]): (region: string | undefined) => void {
  for (const { name } of services) setImmediate(loadModel, name);
  const seen = new Set<string>();
  return (region) => {
    if (!region || seen.has(region)) return;
    seen.add(region);
    // After the answer.
    setImmediate(imagesOf, region);
  };
}
