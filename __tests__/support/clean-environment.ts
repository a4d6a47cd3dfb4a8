/**
 * Variables that eksplan, or a program that the tests start, listens to: what somebody has set for work of their own must
 * make no test fail, and none pass. Unlike those of version managers and shells, they are known by their programs' names.
 */
const HEARD: readonly RegExp[] = [
  /^(?:AWS|BOTO|MOTO)_/,
  /^(?:TF|TFC|TFE|TFENV|TOFU|TERRAFORM|CDKTF|CHECKPOINT|PLUGIN)_(?!HOME$|ROOT$)/,
  /^(?:KUBE|KUBECTL|K8S|HELM|ANSIBLE|FLUX|GIT|GITHUB|GITLAB|CI)_/,
  /^(?:KUBECONFIG|KUBECACHEDIR|CI)$/,
  /^(?:EKS_BOOTSTRAP_|EKSPLAN_(?:CLUSTERS|BUILD)$)/,
  /^npm_/i,
  /^(?:https?|all|no)_proxy$/i,
  /^(?:NO_COLOR|FORCE_COLOR|CLICOLOR(?:_FORCE)?|COLORTERM|COLUMNS|LINES)$/,
  /^NODE_(?:OPTIONS|USE_ENV_PROXY|NO_WARNINGS|PENDING_DEPRECATION|DEBUG|TLS_REJECT_UNAUTHORIZED)$/,
  /^(?:GOGC|GODEBUG|GOMEMLIMIT|GOMAXPROCS|BASH_ENV|ENV|CDPATH|POSIXLY_CORRECT)$/,
];

/** What keeps programs from the files in somebody's home. */
const OWN = {
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_EC2_METADATA_DISABLED: "true",
  KUBECONFIG: "/dev/null",
} as const;

/** The environment in which every test runs, made of that in which the suite was started. */
export const cleanEnvironment = (from: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(from).filter(([name]) => !HEARD.some((one) => one.test(name)))),
  ...OWN,
});

/** Terraform's way to the registry, of which somebody's proxies and certificates are a part. */
export const wayToRegistry = (from: NodeJS.ProcessEnv): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(from).filter((entry): entry is [string, string] =>
      /^(?:TF_(?:CLI_CONFIG_FILE|TOKEN_.+|REGISTRY_.+)|(?:https?|all|no)_proxy)$/i.test(entry[0]),
    ),
  );
