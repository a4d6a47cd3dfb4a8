import { fitName } from "../aws/fit-name.ts";

/**
 * Name of an IAM role: `<cluster>-<region>-<purpose>`. IAM is global, so the region keeps clusters of one name apart; and it
 * takes `Demo` and `demo` for one, so a name with capital letters ends in a hash, as one of over 64 characters does.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export const roleName = (cluster: string, region: string, purpose: string): string =>
  fitName(`${cluster}-${region}-${purpose}`, { length: 64, foldsCase: true });
