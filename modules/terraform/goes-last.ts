/**
 * Lifecycle of what others use: when it is taken out of the program, Terraform first changes them and then deletes it. By
 * default it goes the other way round, and a role would be gone while an add-on still works with it.
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#create_before_destroy
 */
export const GOES_LAST = { createBeforeDestroy: true } as const;
