import { FargateProfile } from "../../modules/compute/fargate-profile.ts";
import { PodExecutionRole } from "../../modules/compute/pod-execution-role.ts";
import { givenRole, type RoleRef } from "../../modules/iam/role.ts";
import type { Parts } from "./parts.ts";

/** The Fargate profiles in alphabetical order, so that the order of the file is no part of the graph. */
export function addFargateProfiles({ stack, spec, cluster }: Parts): readonly FargateProfile[] {
  const { profiles, sharedRole } = spec.fargate;
  let made: RoleRef | undefined;
  const shared = (): RoleRef => {
    made ??=
      sharedRole.kind === "given"
        ? givenRole(sharedRole.arn)
        : new PodExecutionRole(stack, "fargate_role", {
            cluster,
            name: sharedRole.name,
            permissionsBoundary: sharedRole.permissionsBoundary,
          });
    return made;
  };
  return [...profiles]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(
      ({ role, ...profile }) =>
        new FargateProfile(stack, `fargate_profile_${profile.name}`, {
          cluster,
          ...profile,
          role: role.kind === "given" ? givenRole(role.arn) : shared(),
        }),
    );
}
