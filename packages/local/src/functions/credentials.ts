import { createHash } from "node:crypto";

/** Keys that no account knows: the endpoint tells by them which role calls. */
export interface LocalCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** The credentials that a function assumes its role with; the same role always gets the same. */
export function credentialsOf(roleArn: string): LocalCredentials {
  const digest = createHash("sha256").update(roleArn).digest("hex").toUpperCase();
  return {
    accessKeyId: `LOCAL${digest.slice(0, 15)}`,
    secretAccessKey: `local-secret-of-${roleArn}`,
    sessionToken: `local-session-of-${roleArn}`,
  };
}
