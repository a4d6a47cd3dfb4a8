import { AwsError } from "../../core/errors.ts";

/**
 * Quotas of an account in one region. VPCs, gateways and addresses as after the raise that every account with more than one
 * cluster has asked for (AWS starts with 5 of each); the rest as AWS starts with. A lower one is had by a fault.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
export const LIMITS = {
  vpcs: 200,
  addresses: 200,
  cidrsPerVpc: 5,
  subnetsPerVpc: 200,
  routeTablesPerVpc: 200,
  routesPerTable: 500,
  securityGroupsPerVpc: 2500,
  rulesPerSecurityGroup: 60,
  securityGroupsPerInterface: 5,
  endpointsPerVpc: 50,
  launchTemplates: 5000,
} as const;

/** Refuses one more than there may be. */
export function limit(count: number, most: number, code: string, message: string): void {
  if (count >= most) throw new AwsError(code, message);
}
