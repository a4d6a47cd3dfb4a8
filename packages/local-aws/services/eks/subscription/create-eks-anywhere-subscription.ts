import { operation } from "../../../core/call.ts";
import { DURATIONS } from "../../../core/durations.ts";
import { invalidParameter } from "../errors.ts";
import { type Subscription, subscriptions } from "../state.ts";
import { checkedTags } from "../tag/tags.ts";
import { endOfTerm, subscriptionBought } from "./subscription.ts";

/** Months for which AWS sells them. */
const terms = [12, 36];
const mostLicenses = 100;

export const createEksAnywhereSubscription = operation("eks", "CreateEksAnywhereSubscription", (call) => {
  const { name: _name, term, licenseQuantity = 1, licenseType = "Cluster", autoRenew, tags } = call.input;
  const { duration = 12, unit = "MONTHS" } = term;
  if (!terms.includes(duration))
    throw invalidParameter(`The term duration ${duration} is not valid, expected one of ${terms.join(", ")}`);
  if (!(licenseQuantity >= 1 && licenseQuantity <= mostLicenses))
    throw invalidParameter(
      `The license quantity ${licenseQuantity} is not valid, expected 1 to ${mostLicenses}`,
    );
  const id = call.ids.uuid();
  const licenses = Array.from({ length: licenseQuantity }, () => ({
    id: call.ids.uuid(),
    token: call.ids.hex(64),
  }));
  const subscription: Subscription = {
    id,
    arn: `arn:${call.partition}:eks:${call.region}:${call.account}:eks-anywhere-subscription/${id}`,
    createdAt: call.now,
    effectiveDate: call.now,
    expirationDate: endOfTerm(call.now, duration),
    licenseQuantity,
    licenseType,
    term: { duration, unit },
    status: "CREATING",
    autoRenew: autoRenew ?? false,
    licenses,
    licenseArns: licenses.map(
      (license) => `arn:${call.partition}:license-manager::${call.account}:license:l-${license.id}`,
    ),
    tags: checkedTags(tags),
  };
  call.use(subscriptions).put(id, subscription);
  call.schedule(DURATIONS.subscription.create, subscriptionBought, { id });
  return { subscription };
});
