import type { TemplateVersion } from "./templateVersion.ts";

/** A launch template version to be made: a copy of `source` with only the image changed. */
export interface NewVersion {
  readonly templateId: string;
  readonly source: number;
  readonly imageId: string;
  /** At most 255 characters. */
  readonly description: string;
  /** At most 128 ASCII characters (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplateVersion.html). */
  readonly clientToken: string;
}

/** On whose behalf a version is made. */
export interface Occasion {
  readonly service: string;
  readonly environment: string;
  readonly attempt: number;
}

/**
 * The same occasion, image and source give the same request, token and description: made again after a crash, or by
 * another group on the same template, it is the same version. EC2 refuses a token that comes back with other
 * parameters, so everything that the request varies by is in the token.
 */
export function newVersion(
  source: TemplateVersion,
  image: { readonly id: string; readonly name: string },
  { service, environment, attempt }: Occasion,
): NewVersion {
  const { templateId, version } = source;
  return {
    templateId,
    source: version,
    imageId: image.id,
    description: `ami-refresh: ${image.name} for ${service} in ${environment}, from version ${version}`.slice(0, 255),
    clientToken: `ami-refresh/${image.id}/${templateId}/${version}/${attempt}/${fingerprint(service, environment, image.name)}`,
  };
}

/** FNV-1a in 64 bits: names of any length and alphabet in 16 characters. */
function fingerprint(...parts: readonly string[]): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(JSON.stringify(parts))) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}
