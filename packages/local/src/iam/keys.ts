import type { Statement, Wiring } from "../graph/wiring.ts";

type Place = Pick<Wiring, "account" | "region">;

/** The key `aws/ssm` under which SecureStrings are encrypted unless another is named. */
export const parameterKeyArn = ({ account, region }: Place): string =>
  `arn:aws:kms:${region}:${account}:key/00000000-0000-0000-0000-000000000000`;

/**
 * Its policy, which is AWS's: whoever of the account may read a parameter may have it decrypted
 * (https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html).
 */
export function awsParameterKey(place: Place): readonly [string, readonly Statement[]] {
  const arn = parameterKeyArn(place);
  const statement: Statement = {
    effect: "Allow",
    actions: ["kms:Decrypt"],
    resources: ["*"],
    principals: { AWS: ["*"] },
    conditions: {
      StringEquals: {
        "kms:CallerAccount": [place.account],
        "kms:ViaService": [`ssm.${place.region}.amazonaws.com`],
      },
    },
  };
  return [arn, [statement]];
}
