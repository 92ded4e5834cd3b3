import type { Finding, Path } from "./problem.ts";

/** A parameter's name with the places filled in that `images.FAMILY.parameter` leaves open. */
export const parameterName = (
  template: string,
  place: { readonly service: string; readonly environment: string; readonly family: string },
): string => template.replace(/\{(service|environment|family)\}/g, (_, key: keyof typeof place) => place[key]);

/** A parameter that is to be written, and where its name is written. */
export interface WrittenParameter {
  readonly name: string;
  readonly path: Path;
  /** "checkout in production by base". */
  readonly by: string;
}

/** Two writers of one parameter would overwrite each other; a secret of ours would be lost. */
export function parametersWrittenTwice(parameters: readonly WrittenParameter[]): Finding[] {
  const writers = new Map<string, string>();
  return parameters.flatMap(({ name, path, by }): Finding[] => {
    const other = writers.get(name);
    writers.set(name, by);
    if (/^\/ami-refresh\/[^/]+\/(slack-|webhooks\/)/.test(name)) {
      return [{ path, of: "value", message: `${name} may be a secret of a stage`, remedy: "begin it otherwise" }];
    }
    if (other === undefined) return [];
    const message = `${name} would be written for ${by} as well as for ${other}`;
    return [{ path, of: "value", message, remedy: "put {family} into it" }];
  });
}
