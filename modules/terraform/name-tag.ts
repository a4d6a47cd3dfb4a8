/** What a resource is called in its `Name` tag, from its construct path: `demo/network/vpc`. */
export const nameTag = (path: string): string => path.replaceAll(/\/this(?=\/|$)/g, "");
