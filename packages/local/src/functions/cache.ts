import path from "node:path";

/** Where bundles and compiled code are kept between runs: beside what npm installed, and gone with it. */
export const cacheDirectory = (root: string): string => path.join(root, "node_modules/.cache/ami-refresh");
