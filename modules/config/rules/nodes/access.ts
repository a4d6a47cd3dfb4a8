import { PATTERNS } from "../../../aws/names.ts";
import { defineRules, each, hasItems, isSet, NOTHING, oneOf, refuse, show, warn } from "../define.ts";
import { eachGroup, eachSelfManaged, type Group, inGroups, inSelfManaged } from "../groups.ts";

const OWN_ROLE_KEYS = [
  "instanceRoleName",
  "attachPolicy",
  "attachPolicyARNs",
  "instanceRolePermissionsBoundary",
] as const;
const KEYS = ["publicKey", "publicKeyPath", "publicKeyName"] as const;
const PROCESSES = [
  "Launch",
  "Terminate",
  "AddToLoadBalancer",
  "AlarmNotification",
  "AZRebalance",
  "HealthCheck",
  "InstanceRefresh",
  "ReplaceUnhealthy",
  "ScheduledActions",
];
const PUBLIC_KEY = /^(?:ssh-rsa|ssh-ed25519) [A-Za-z0-9+/]{40,}={0,3}(?:\s.*)?$/;

/** A key of `iam` that belongs to a created role, beside an existing one. */
function ownRoleKey({ given: { iam } }: Group): readonly string[] | undefined {
  if (iam === undefined) return undefined;
  const key = OWN_ROLE_KEYS.find((name) => {
    const value = iam[name];
    return Array.isArray(value)
      ? value.length > 0
      : typeof value === "string"
        ? value !== ""
        : value !== undefined;
  });
  if (key !== undefined) return [key];
  const flag = Object.entries(iam.withAddonPolicies ?? {}).find(([, on]) => on === true)?.[0];
  return flag === undefined ? undefined : ["withAddonPolicies", flag];
}

export const nodeAccessRules = defineRules("nodes", {
  existingRoleIsComplete: {
    code: "EKS0194",
    name: "an existing node role or profile keeps its policies",
    reads: inSelfManaged("iam"),
    check: eachSelfManaged((group) => {
      const { iam } = group.given;
      const existing = isSet(iam?.instanceProfileARN)
        ? "instanceProfileARN"
        : isSet(iam?.instanceRoleARN)
          ? "instanceRoleARN"
          : undefined;
      const key = ownRoleKey(group);
      return existing === undefined || key === undefined
        ? NOTHING
        : refuse(
            group.at("iam", ...key),
            `${existing} names an existing role, which is not changed; ${key.join(".")} is for a created role; remove one of the two`,
          );
    }),
  },
  existingManagedRoleIsComplete: {
    code: "EKS0226",
    name: "an existing node role of a managed group keeps its policies",
    reads: inGroups("iam"),
    check: eachGroup((group) => {
      const key = ownRoleKey(group);
      return group.managed && isSet(group.given.iam?.instanceRoleARN) && key !== undefined
        ? refuse(
            group.at("iam", ...key),
            `instanceRoleARN names an existing role, which is not changed; ${key.join(".")} is for a created role; remove one of the two`,
          )
        : NOTHING;
    }),
  },
  managedGroupHasNoProfile: {
    code: "EKS0227",
    name: "a managed group has no instance profile of its own",
    reads: inGroups("iam.instanceProfileARN"),
    check: eachGroup(({ managed, given, at }) =>
      managed && isSet(given.iam?.instanceProfileARN)
        ? refuse(
            at("iam", "instanceProfileARN"),
            "EKS makes the instance profile of a managed group; an existing role is allowed; write instanceRoleARN instead",
          )
        : NOTHING,
    ),
  },
  profileOrRole: {
    code: "EKS0555",
    name: "a self-managed group names a profile or a role",
    explanation: "An instance has one profile with one role; of two that are named one would be ignored.",
    reads: inSelfManaged("iam"),
    check: eachSelfManaged(({ given, at }) =>
      isSet(given.iam?.instanceProfileARN) && isSet(given.iam?.instanceRoleARN)
        ? warn(
            at("iam", "instanceRoleARN"),
            "the nodes get the role of instanceProfileARN, and instanceRoleARN is let into the cluster; both must be one role; check that they are",
          )
        : NOTHING,
    ),
  },
  nodeRoleNameIsAllowed: {
    code: "EKS0556",
    name: "IAM allows the name of the node role",
    explanation: "IAM refuses names over 64 characters or with other characters.",
    reads: inGroups("iam.instanceRoleName"),
    check: eachGroup(({ given, at }) => {
      const name = given.iam?.instanceRoleName;
      return !isSet(name) || PATTERNS.roleName.test(name)
        ? NOTHING
        : refuse(
            at("iam", "instanceRoleName"),
            `${show(name)} cannot be the name of a role; 1 to 64 letters, digits and + = , . @ - _ are allowed; correct the name`,
          );
    }),
  },
  oneNameOfLoadBalancerController: {
    code: "EKS0196",
    name: "the load balancer controller's policy is named once",
    reads: [
      ...inSelfManaged("iam.withAddonPolicies"),
      "managedNodeGroups[].iam.withAddonPolicies.albIngress",
      "managedNodeGroups[].iam.withAddonPolicies.awsLoadBalancerController",
    ],
    check: eachGroup(({ managed, given, at }) => {
      const { albIngress, awsLoadBalancerController } = given.iam?.withAddonPolicies ?? {};
      if (albIngress !== true) return NOTHING;
      const path = at("iam", "withAddonPolicies", "albIngress");
      return awsLoadBalancerController === true && !managed
        ? refuse(
            path,
            "albIngress is the old name of awsLoadBalancerController; one of the two is allowed; remove it",
          )
        : warn(path, "albIngress is an old name; it still works; write awsLoadBalancerController");
    }),
  },
  podsUseTheNodeRole: {
    code: "EKS0173",
    name: "pods that use the node's role reach instance metadata",
    reads: inGroups("disablePodIMDS", "iam.withAddonPolicies"),
    check: eachGroup(({ given, at }) =>
      given.disablePodIMDS === true && Object.values(given.iam?.withAddonPolicies ?? {}).includes(true)
        ? refuse(
            at("disablePodIMDS"),
            "withAddonPolicies gives rights to pods by the node's role, which they could not reach; one of the two is allowed; give the pods roles of their own and remove withAddonPolicies",
          )
        : NOTHING,
    ),
  },
  podsAreKeptAwayByTokens: {
    code: "EKS0592",
    name: "who keeps pods away from instance metadata requires tokens",
    explanation:
      "Pods are kept away by the hop limit of tokens. Version 1 of the service answers without a token, so disablePodIMDS requires tokens, as in eksctl.",
    reads: inGroups("disablePodIMDS", "disableIMDSv1"),
    check: eachGroup(({ given, at }) =>
      given.disablePodIMDS === true && given.disableIMDSv1 === false
        ? warn(
            at("disableIMDSv1"),
            "disablePodIMDS requires tokens, so version 1 of the service stays off; one of the two is allowed; remove the line, or set disablePodIMDS: false",
          )
        : NOTHING,
    ),
  },
  ssmStaysOn: {
    code: "EKS0179",
    name: "Systems Manager stays on",
    reads: inGroups("ssh.enableSsm"),
    check: eachGroup(({ given, at }) =>
      given.ssh?.enableSsm === false
        ? refuse(
            at("ssh", "enableSsm"),
            "the images of EKS have the agent of Systems Manager built in; true is allowed and changes nothing; remove the line",
          )
        : NOTHING,
    ),
  },
  oneKey: {
    code: "EKS0216",
    name: "a group has one SSH key that is a key",
    reads: inGroups("ssh"),
    check: eachGroup(({ managed, given: { ssh }, at }) => {
      const given = KEYS.filter((key) => isSet(ssh?.[key]));
      const [first, second] = given;
      if (first !== undefined && second !== undefined) {
        const message = `${first} gives a key already; one of publicKey, publicKeyPath and publicKeyName is allowed; remove the others`;
        return managed ? warn(at("ssh", second), message) : refuse(at("ssh", second), message);
      }
      return isSet(ssh?.publicKey) && !PUBLIC_KEY.test(ssh.publicKey.trim())
        ? refuse(
            at("ssh", "publicKey"),
            "the text is not a public key that EC2 takes; ssh-rsa and ssh-ed25519 keys are allowed; copy the whole line of the .pub file",
          )
        : NOTHING;
    }),
  },
  sshIsNotOpen: {
    code: "EKS0557",
    name: "SSH is not open to the internet",
    reads: inGroups("ssh", "privateNetworking"),
    explanation:
      "eksctl opens port 22 of public nodes to every address. Name security groups that may connect, use private nodes, or Systems Manager instead of SSH.",
    check: eachGroup(({ group, given, at }) =>
      group.ssh.allow && !hasItems(given.ssh?.sourceSecurityGroupIds) && !group.privateNetworking
        ? warn(
            at("ssh"),
            "port 22 would be open to the whole internet; that is allowed; name sourceSecurityGroupIds, or use Systems Manager and remove ssh",
          )
        : NOTHING,
    ),
  },
  processesAreKnown: {
    code: "EKS0215",
    name: "suspended processes are processes of Auto Scaling",
    reads: inGroups("asgSuspendProcesses"),
    check: eachGroup(({ given, at }) =>
      each(given.asgSuspendProcesses, at("asgSuspendProcesses"), (process, path) =>
        oneOf(process, PROCESSES, path, "a process of Auto Scaling"),
      ),
    ),
  },
  securityGroupIdsLookRight: {
    code: "EKS0558",
    name: "security groups of nodes look like ids",
    explanation: "EC2 refuses names and other ids where an id of a security group is expected.",
    reads: inGroups("securityGroups.attachIDs", "ssh.sourceSecurityGroupIds"),
    check: eachGroup(({ given, at }) =>
      (
        [
          [given.securityGroups?.attachIDs, at("securityGroups", "attachIDs")],
          [given.ssh?.sourceSecurityGroupIds, at("ssh", "sourceSecurityGroupIds")],
        ] as const
      ).flatMap(([list, path]) =>
        each(list, path, (id, own) =>
          PATTERNS.securityGroupId.test(id)
            ? NOTHING
            : warn(
                own,
                `${show(id)} does not look like the id of a security group; ids are sg- and 8 or 17 of the digits 0-9a-f; copy the id from AWS`,
              ),
        ),
      ),
    ),
  },
});
