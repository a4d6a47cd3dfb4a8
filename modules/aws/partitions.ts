/** A group of regions with an identity service of its own. @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
export interface Partition {
  /** Second part of every ARN. */
  readonly id:
    | "aws"
    | "aws-cn"
    | "aws-us-gov"
    | "aws-iso"
    | "aws-iso-b"
    | "aws-iso-e"
    | "aws-iso-f"
    | "aws-eusc";
  /** End of the host names of AWS services. */
  readonly dnsSuffix: string;
  /** Who takes the roles of instances. Every other service principal that eksplan uses ends in amazonaws.com everywhere. */
  readonly ec2ServicePrincipal: string;
}

const COMMERCIAL: Partition = {
  id: "aws",
  dnsSuffix: "amazonaws.com",
  ec2ServicePrincipal: "ec2.amazonaws.com",
};

const BY_REGION: readonly (readonly [RegExp, Partition])[] = [
  [/^cn-/, { id: "aws-cn", dnsSuffix: "amazonaws.com.cn", ec2ServicePrincipal: "ec2.amazonaws.com.cn" }],
  [/^us-gov-/, { ...COMMERCIAL, id: "aws-us-gov" }],
  [/^us-iso-/, { id: "aws-iso", dnsSuffix: "c2s.ic.gov", ec2ServicePrincipal: "ec2.c2s.ic.gov" }],
  [/^us-isob-/, { id: "aws-iso-b", dnsSuffix: "sc2s.sgov.gov", ec2ServicePrincipal: "ec2.sc2s.sgov.gov" }],
  [/^eu-isoe-/, { id: "aws-iso-e", dnsSuffix: "cloud.adc-e.uk", ec2ServicePrincipal: "ec2.amazonaws.com" }],
  [/^us-isof-/, { id: "aws-iso-f", dnsSuffix: "csp.hci.ic.gov", ec2ServicePrincipal: "ec2.amazonaws.com" }],
  [/^eusc-/, { id: "aws-eusc", dnsSuffix: "amazonaws.eu", ec2ServicePrincipal: "ec2.amazonaws.com" }],
];

/** The partition of a region; the commercial one for a region that looks like none of the others. */
export const partitionOf = (region: string): Partition =>
  BY_REGION.find(([pattern]) => pattern.test(region))?.[1] ?? COMMERCIAL;
