import type { Call } from "../../../core/call.ts";
import type { AddonPodIdentityAssociations } from "../../../models/types/eks.d.ts";
import { addonCatalogue } from "../catalogue/addons.ts";
import { invalidParameter } from "../errors.ts";
import { newAssociation } from "../pod-identity/association.ts";
import { type Addon, childKey, podIdentityAssociations } from "../state.ts";

/**
 * Brings an add-on's pod identity associations to what is asked for; none asked for leaves them, an empty list takes them away.
 * Returns their ARNs.
 */
export function syncIdentities(
  call: Call,
  addon: Addon,
  asked: readonly AddonPodIdentityAssociations[] | undefined,
): readonly string[] {
  if (asked === undefined) return addon.podIdentityAssociations ?? [];
  const { clusterName, addonName } = addon;
  const facts = addonCatalogue[addonName];
  const unknown = asked.find(
    ({ serviceAccount }) => !Object.hasOwn(facts?.serviceAccounts ?? {}, serviceAccount),
  );
  if (unknown !== undefined) {
    throw invalidParameter(
      `The add-on ${addonName} has no service account ${unknown.serviceAccount} that supports pod identity; it has [${Object.keys(facts?.serviceAccounts ?? {}).join(", ")}]`,
      { clusterName, addonName },
    );
  }
  const associations = call.use(podIdentityAssociations);
  const own = associations
    .list(`${clusterName}/`)
    .filter((association) => association.ownerArn === addon.addonArn);
  for (const association of own) {
    if (!asked.some(({ serviceAccount }) => serviceAccount === association.serviceAccount)) {
      associations.delete(childKey(clusterName, association.associationId));
    }
  }
  return asked.map(({ serviceAccount, roleArn }) => {
    const before = own.find((association) => association.serviceAccount === serviceAccount);
    if (before !== undefined) {
      associations.patch(childKey(clusterName, before.associationId), { roleArn, modifiedAt: call.now });
      return before.associationArn;
    }
    const association = newAssociation(call, {
      clusterName,
      namespace: facts?.namespace ?? "kube-system",
      serviceAccount,
      roleArn,
      ownerArn: addon.addonArn,
    });
    return association.associationArn;
  });
}

export function dropIdentities(call: Call, addon: Addon): void {
  syncIdentities(call, addon, []);
}
