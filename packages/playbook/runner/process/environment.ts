/** Variables of Terraform and of this contract, which may hold every value of the stack. */
const PRIVATE = /^(?:EKS_BOOTSTRAP_|TF_VAR_|TF_TOKEN_)|^(?:TFE_TOKEN|TF_CLI_ARGS.*)$/;

/** The environment that children of tasks see. */
export function childEnvironment(
  environment: NodeJS.ProcessEnv,
  own: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const kept = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !PRIVATE.test(entry[0]),
  );
  return { ...Object.fromEntries(kept), ...own };
}
