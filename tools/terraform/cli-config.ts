/** Where one provider comes from: `registry`, or the mirror folder that has it. */
export interface ProviderSource {
  /** For example `registry.terraform.io/hashicorp/aws`. */
  readonly address: string;
  readonly mirror: string | undefined;
}

/** CLI configuration that fetches these providers as told, and all others from the registry. */
export function renderCliConfig(sources: readonly ProviderSource[]): string {
  const mirrored = sources.filter(({ mirror }) => mirror !== undefined);
  if (mirrored.length === 0) return "";
  const blocks = mirrored.map(
    ({ address, mirror }) =>
      `  filesystem_mirror {\n    path    = ${JSON.stringify(mirror)}\n    include = [${JSON.stringify(address)}]\n  }\n`,
  );
  const excluded = mirrored.map(({ address }) => JSON.stringify(address)).join(", ");
  return `provider_installation {\n${blocks.join("")}  direct {\n    exclude = [${excluded}]\n  }\n}\n`;
}
