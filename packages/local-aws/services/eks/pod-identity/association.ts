import type { Call } from "../../../core/call.ts";
import { inUse, invalidParameter, limitExceeded, notFound } from "../errors.ts";
import { parseRoleArn, trustedServices } from "../roles.ts";
import { childKey, type PodIdentityAssociation, podIdentityAssociations } from "../state.ts";

const associationsPerCluster = 5000;

export type NewAssociation = Pick<
  PodIdentityAssociation,
  "clusterName" | "namespace" | "serviceAccount" | "roleArn"
> &
  Partial<
    Pick<PodIdentityAssociation, "tags" | "ownerArn" | "disableSessionTags" | "targetRoleArn" | "policy">
  >;

export function newAssociation(call: Call, asked: NewAssociation): PodIdentityAssociation {
  const { clusterName, namespace, serviceAccount, roleArn } = asked;
  const associations = call.use(podIdentityAssociations);
  const others = associations.list(`${clusterName}/`);
  const taken = others.find(
    (other) => other.namespace === namespace && other.serviceAccount === serviceAccount,
  );
  if (taken !== undefined) throw inUse(`Association already exists: ${taken.associationId}`, { clusterName });
  if (others.length >= associationsPerCluster)
    throw limitExceeded("You've reached the limit on pod identity associations", { clusterName });
  requirePodRole(call, roleArn);
  if (asked.policy !== undefined && asked.disableSessionTags !== true) {
    throw invalidParameter("A session policy needs disableSessionTags", { clusterName });
  }
  const associationId = `a-${call.ids.alphanumeric(17)}`;
  const association: PodIdentityAssociation = {
    tags: {},
    ...asked,
    associationId,
    associationArn: `arn:${call.partition}:eks:${call.region}:${call.account}:podidentityassociation/${clusterName}/${associationId}`,
    createdAt: call.now,
    modifiedAt: call.now,
    disableSessionTags: asked.disableSessionTags ?? false,
    ...(asked.targetRoleArn !== undefined && { externalId: externalId(call, asked) }),
  };
  associations.put(childKey(clusterName, associationId), association);
  return association;
}

/** What the target role's trust policy may ask for. */
const externalId = (call: Call, { clusterName, namespace, serviceAccount }: NewAssociation) =>
  `${call.region}/${call.account}/${clusterName}/${namespace}/${serviceAccount}`;

export function requirePodRole(call: Call, roleArn: string): void {
  // Roles of other accounts can't be looked at.
  if (parseRoleArn(roleArn)?.account !== call.account)
    throw invalidParameter(`The role ${roleArn} must be in the cluster's account`);
  const services = trustedServices(call, roleArn);
  if (services === undefined) throw invalidParameter("Role provided in the request does not exist.");
  if (!services.includes("pods.eks.amazonaws.com")) {
    throw invalidParameter(
      "Trust policy of the role provided in the request is not valid: the role must trust pods.eks.amazonaws.com with sts:AssumeRole and sts:TagSession",
    );
  }
}

export function findAssociation(
  call: Call,
  clusterName: string,
  associationId: string,
): PodIdentityAssociation {
  const found = call.use(podIdentityAssociations).get(childKey(clusterName, associationId));
  if (found === undefined)
    throw notFound(`The specified Association could not be found: ${associationId}`, { clusterName });
  return found;
}
