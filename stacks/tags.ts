/** The conditions that a resource carries each of the tags, with one of its values. */
export const carrying = (tags: Readonly<Record<string, readonly string[]>>, test = "StringEquals") =>
  Object.entries(tags).map(([key, values]) => ({ test, variable: `aws:ResourceTag/${key}`, values: [...values] }));
