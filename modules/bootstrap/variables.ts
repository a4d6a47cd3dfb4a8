import { UserError } from "@eksplan/diagnostics/user-error";
import { asData } from "@eksplan/playbook/imports";
import type { Json } from "@eksplan/playbook/ir";
import { Fn, Token } from "cdktf";
import { literal } from "../terraform/template.ts";

/** Where a secret comes from when a task needs it. Its value is in no plan, no state and no file. */
export type Secret =
  /** A variable of the process that runs Terraform; the preflight fails without it. */
  | { readonly environment: string }
  /** AWS Secrets Manager. */
  | {
      /** Name or ARN. */
      readonly secretsManager: string;
      /** Key of a secret that is a JSON object. @default - the whole secret */
      readonly key?: string;
      /** Another version runs the tasks that read it again. @default - the current one, whose change runs nothing */
      readonly versionId?: string;
    }
  /** A SecureString of Systems Manager. */
  | { readonly parameter: string }
  /**
   * A value that Terraform has, `random_password.x.result` for example: it is as safe as the state that holds it.
   * Text that stands in the program is refused, since it would be written into the synthesized JSON.
   */
  | {
      readonly reference: string;
      /** Something that changes with the value and may be seen; then the tasks that read it run again. */
      readonly version?: string;
      /**
       * Terraform hides all output of a task that reads a sensitive value. With `true` it shows the output, in which the
       * runner masks the value.
       * @default false
       */
      readonly showOutput?: boolean;
    };

/** Variables from the program, sorted by when they are known. */
export interface GivenVariables {
  /** Known at synth, or looked up by the runner: above everything the playbook says. */
  readonly known: Readonly<Record<string, Json>>;
  /** References that Terraform fills in. */
  readonly references: Readonly<Record<string, Json>>;
  /** Names of references whose values are secret. */
  readonly secrets: ReadonlySet<string>;
  /** Version of a secret reference, by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** Variables of the environment that hold secrets, by the name under which tasks know them. */
  readonly environment: Readonly<Record<string, string>>;
}

const wrong = (path: string, message: string): UserError => new UserError([{ path, message }]);

const NAME = /^[A-Za-z_]\w*$/;
const TAKEN = /^(?:eks$|item$|ansible_|bootstrap_)/;
/** What may stand in a Jinja text without a second thought. */
const ADDRESS = /^[\w/+=.@:-]+$/;

/** Whether nothing in a value waits for Terraform. */
export const isPlain = (value: Json): boolean =>
  !Token.isUnresolved(value) && !/\$\{TfToken\[|\$\{[a-z_]+\./.test(JSON.stringify(value) ?? "");

/** Plain texts are data: `${` in them is no expression of Terraform's. */
export function literalValue(value: Json): Json {
  if (typeof value === "string") return Token.isUnresolved(value) ? value : literal(value);
  if (value === null || typeof value !== "object" || Token.isUnresolved(value)) return value;
  if (Array.isArray(value)) return value.map(literalValue);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, literalValue(item)]));
}

/**
 * Sorts what the program gives.
 * @throws UserError with the name and what is wrong with it
 */
export function givenVariables(
  vars: Readonly<Record<string, Json>>,
  secretVars: Readonly<Record<string, Secret>>,
): GivenVariables {
  const known: Record<string, Json> = {};
  const references: Record<string, Json> = {};
  const secrets = new Set<string>();
  const versions: Record<string, string> = {};
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(vars)) {
    checkName("vars", name);
    if (isPlain(value)) known[name] = asData(value);
    else references[name] = literalValue(value);
  }
  for (const [name, secret] of Object.entries(secretVars)) {
    checkName("secretVars", name);
    if (Object.hasOwn(vars, name))
      throw wrong(`secretVars.${name}`, "stands in vars too; give it in one of the two");
    if ("reference" in secret) {
      if (!Token.isUnresolved(secret.reference))
        throw wrong(
          `secretVars.${name}`,
          "the value itself stands in the program and would be written into the synthesized JSON; give a reference of Terraform, or { environment }, { secretsManager } or { parameter }",
        );
      references[name] = secret.showOutput === true ? Fn.nonsensitive(secret.reference) : secret.reference;
      secrets.add(name);
      if (secret.version !== undefined) versions[name] = secret.version;
    } else {
      known[name] = lookup(name, secret);
      if ("environment" in secret) environment[name] = secret.environment;
    }
  }
  return { known, references, secrets, versions, environment };
}

function checkName(where: string, name: string): void {
  if (!NAME.test(name) || TAKEN.test(name))
    throw wrong(
      where,
      `${JSON.stringify(name)} can't be a variable; letters, digits and _ are allowed, but not eks, item, ansible_… and bootstrap_…`,
    );
}

/** The template by which the runner gets a secret; what lookups answer is masked. */
function lookup(name: string, secret: Exclude<Secret, { readonly reference: string }>): string {
  const word = (text: string): string => {
    if (!ADDRESS.test(text))
      throw wrong(
        `secretVars.${name}`,
        `${JSON.stringify(text)} is no name of a secret; letters, digits and _ / + = . @ : - are allowed`,
      );
    return `'${text}'`;
  };
  if ("environment" in secret) {
    const missing = `set the environment variable ${secret.environment}, which holds the secret ${name}`;
    return `{{ lookup('ansible.builtin.env', ${word(secret.environment)}) | default({}.nothing, true) | mandatory('${missing}') }}`;
  }
  if ("parameter" in secret) return `{{ lookup('amazon.aws.ssm_parameter', ${word(secret.parameter)}) }}`;
  const version = secret.versionId === undefined ? "" : `, version_id=${word(secret.versionId)}`;
  const whole = `lookup('amazon.aws.secretsmanager_secret', ${word(secret.secretsManager)}${version})`;
  return secret.key === undefined ? `{{ ${whole} }}` : `{{ (${whole} | from_json)[${word(secret.key)}] }}`;
}
