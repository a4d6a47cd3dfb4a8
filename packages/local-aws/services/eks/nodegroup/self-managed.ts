import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Instance } from "../../../models/types/ec2.d.ts";
import type { Cluster } from "../state.ts";
import { type NodeSettings, patchOf } from "./node-settings.ts";

/** What the user data of a machine outside any managed group tells its kubelet; undefined if it isn't meant for this cluster. */
export function selfManagedSettings(
  context: Context,
  cluster: Cluster,
  instance: Instance,
): NodeSettings | undefined {
  const nodeRole = roleOf(context, instance.IamInstanceProfile?.Arn);
  if (nodeRole === undefined) return undefined;
  const { UserData } = context.invoke("ec2", "DescribeInstanceAttribute", {
    InstanceId: instance.InstanceId ?? "",
    Attribute: "userData",
  });
  const text = Buffer.from(UserData?.Value ?? "", "base64").toString("utf8");
  if (!text.includes(cluster.name)) return undefined;
  const windows = instance.Platform === "Windows";
  const tags = new Map((instance.Tags ?? []).map((tag) => [tag.Key ?? "", tag.Value ?? ""]));
  return {
    group: tags.get("aws:autoscaling:groupName"),
    nodeRole,
    securityGroupIds: (instance.SecurityGroups ?? []).map((group) => group.GroupId ?? ""),
    labels: Object.fromEntries(
      pairs(text, /--node-labels[= ]"?([^\s"',]+(?:,[^\s"']+)*)/).map((pair) => splitOnce(pair, "=")),
    ),
    taints: pairs(text, /--register-with-taints[= ]"?([^\s"']+)/).map((pair) => {
      const [key, rest] = splitOnce(pair, "=");
      const [value, effect] = splitOnce(rest, ":");
      return { key, value, effect };
    }),
    operatingSystem: windows ? "windows" : "linux",
    osImage: windows ? "Windows Server Datacenter" : "Amazon Linux 2023",
    patchVersion: patchOf(cluster.version),
    release: "113cf36",
    maxPods:
      Number(/(?:--max-pods[= ]|maxPods:\s*|max-pods\s*=\s*)(\d+)/.exec(text)?.[1] ?? Number.NaN) ||
      undefined,
  };
}

const pairs = (text: string, flag: RegExp) =>
  (flag.exec(text)?.[1] ?? "").split(",").filter((pair) => pair !== "");

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}

function roleOf(context: Context, profileArn: string | undefined): string | undefined {
  const name = profileArn?.split("/").at(-1);
  if (name === undefined) return undefined;
  try {
    return context.invoke("iam", "GetInstanceProfile", { InstanceProfileName: name }).InstanceProfile
      ?.Roles?.[0]?.Arn;
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}
