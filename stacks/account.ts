export const account = aws.getCallerIdentityOutput({}).accountId;
export const region = aws.getRegionOutput({}).region;
const partition = aws.getPartitionOutput({}).partition;

/** The ARN of something in this account and Region. */
export const arn = (service: string, resource: $util.Input<string>) =>
  $interpolate`arn:${partition}:${service}:${region}:${account}:${resource}`;
/** The ARN of something in this Region whose ARN names no account: images, snapshots, AWS's own parameters. */
export const arnOfNoAccount = (service: string, resource: string) =>
  $interpolate`arn:${partition}:${service}:${region}::${resource}`;
/** The ARN of something in this Region that another account may share: subnets, security groups. */
export const arnOfAnyAccount = (service: string, resource: string) =>
  $interpolate`arn:${partition}:${service}:${region}:*:${resource}`;
/** The ARN of something in this account and no Region: roles. */
export const globalArn = (service: string, resource: string) =>
  $interpolate`arn:${partition}:${service}::${account}:${resource}`;
