import type { WireRequest } from "./exchange.ts";

/** The scope of a Signature Version 4: who calls which service where. The signature itself is not looked at. */
export interface Credential {
  readonly accessKeyId: string;
  readonly region: string;
  /** The signing name. */
  readonly service: string;
}

/** From the Authorization header, or from the query of a presigned request. */
export function credentialOf(request: WireRequest): Credential | undefined {
  const header = /\bCredential=([^,\s]+)/.exec(request.headers.authorization ?? "")?.[1];
  const scope = (header ?? request.query.get("X-Amz-Credential"))?.split("/");
  if (!scope || scope.length < 4) return undefined;
  const [accessKeyId = ""] = scope;
  // Version 4A is for several regions at once, and names none.
  const [region, service = ""] = scope.length === 4 ? ["us-east-1", scope[2]] : scope.slice(-3, -1);
  return { accessKeyId, region: region ?? "", service };
}

/** Ids that IAM and STS give out begin so; those of AWS's documentation end in EXAMPLE. */
export function isRealKey(accessKeyId: string): boolean {
  return /^A(KIA|SIA)/.test(accessKeyId) && !accessKeyId.endsWith("EXAMPLE");
}
