import type { Context } from "../../../core/call.ts";
import { AwsError } from "../../../core/errors.ts";
import type { AMITypes } from "../../../models/types/eks.d.ts";
import { amiTypes } from "../catalogue/ami-types.ts";

/** The current image of a family, looked up in SSM as everybody does. Undefined if AWS publishes none for the version. */
export function currentImage(
  context: Context,
  amiType: AMITypes,
  version: string,
): { readonly imageId: string; readonly release: string } | undefined {
  if (amiType === "CUSTOM") return undefined;
  const { image, release } = amiTypes[amiType].parameters(version);
  try {
    const [imageId, releaseText] = [image, release].map(
      (name) => context.invoke("ssm", "GetParameter", { Name: name }).Parameter?.Value ?? "",
    ) as [string, string];
    return { imageId, release: releaseText };
  } catch (error) {
    if (error instanceof AwsError && error.code === "ParameterNotFound") return undefined;
    throw error;
  }
}
