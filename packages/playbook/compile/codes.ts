interface Code {
  readonly code: string;
  /** Short sentence. */
  readonly title: string;
  readonly text: string;
}

const code = (number: number, title: string, text: string): Code => ({ code: `EKS0${number}`, title, text });
const DOCS = "docs/bootstrap.md says what may be written.";

/** What can be wrong with a playbook. Codes are given once and never again. */
export const CODES = {
  unreadable: code(
    600,
    "file of a playbook that cannot be read",
    "The playbook, a role or a file of variables is missing or unreadable.",
  ),
  syntax: code(601, "playbook that is no YAML", "It is read as Ansible reads it, as YAML 1.1."),
  unknown: code(
    602,
    "word that Ansible does not know",
    `A keyword, a module, an argument or a setting is misspelt, or stands where it does not belong. ${DOCS}`,
  ),
  unsupported: code(
    603,
    "valid Ansible that is not supported here",
    `ansible-playbook would take it. ${DOCS}`,
  ),
  value: code(604, "value of the wrong kind", DOCS),
  reference: code(
    605,
    "name of something that is not there",
    "A file, a role or a handler that the playbook names does not exist.",
  ),
  template: code(606, "template that cannot be read", "A Jinja expression has a mistake."),
  address: code(
    607,
    "key that cannot be an address",
    "Keys are addresses in Terraform's state: each is given once, and some are eksplan's own.",
  ),
  order: code(
    608,
    "order that cannot be kept",
    "Each task is a step of Terraform's, and steps do not go in circles.",
  ),
  advice: code(609, "playbook that may do other than it seems", "It is carried out all the same."),
} as const;

export type Mistake = keyof typeof CODES;
