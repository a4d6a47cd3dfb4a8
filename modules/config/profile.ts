/**
 * What happens where the file is silent. `secure` is safe and can still be deployed from a laptop, `production` is
 * safe without exception and refuses a file that says otherwise, `eksctl` is eksctl's own defaults to the letter.
 */
export const PROFILES = ["secure", "production", "eksctl"] as const;

export type Profile = (typeof PROFILES)[number];

export const isProfile = (text: string): text is Profile => (PROFILES as readonly string[]).includes(text);

/** Key in `metadata.annotations` that chooses the profile. */
export const PROFILE_ANNOTATION = "eksplan.dev/profile";
/** Key in `metadata.annotations` with the ids of the zones to use, separated by commas. */
export const ZONE_IDS_ANNOTATION = "eksplan.dev/zone-ids";
/** Key in `metadata.annotations` with accepted warnings: `CODE reason`, one a line. */
export const ALLOW_ANNOTATION = "eksplan.dev/allow";
/** Key in `metadata.annotations` with the path of the bootstrap playbook, or `manual`. */
export const BOOTSTRAP_ANNOTATION = "eksplan.dev/bootstrap";
