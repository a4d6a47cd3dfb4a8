import { operation } from "../../../core/call.ts";
import { addonCatalogue } from "../catalogue/addons.ts";
import { notFound } from "../errors.ts";

export const describeAddonConfiguration = operation("eks", "DescribeAddonConfiguration", ({ input }) => {
  const { addonName, addonVersion } = input;
  const facts = addonCatalogue[addonName];
  if (!facts?.versions.some(([version]) => version === addonVersion)) {
    throw notFound(`No addon ${addonName} with version ${addonVersion} found`, { addonName });
  }
  return {
    addonName,
    addonVersion,
    // AWS publishes a schema for each version; of these only that it is an object is known here.
    configurationSchema: JSON.stringify({
      $schema: "http://json-schema.org/draft-06/schema#",
      type: "object",
      additionalProperties: true,
    }),
    podIdentityConfiguration: Object.entries(facts.serviceAccounts).map(
      ([serviceAccount, recommendedManagedPolicies]) => ({
        serviceAccount,
        recommendedManagedPolicies,
      }),
    ),
  };
});
