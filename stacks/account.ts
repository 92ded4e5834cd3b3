export const account = aws.getCallerIdentityOutput({}).accountId;
export const region = aws.getRegionOutput({}).region;
const partition = aws.getPartitionOutput({}).partition;

/** The ARN of something in this account and Region. */
export const arn = (service: string, resource: $util.Input<string>) =>
  $interpolate`arn:${partition}:${service}:${region}:${account}:${resource}`;
/** The ARN of a kind of thing that belongs to the Region but to no account: images, snapshots. */
export const arnOfAnyAccount = (service: string, resource: string) =>
  $interpolate`arn:${partition}:${service}:${region}:*:${resource}`;
/** The ARN of something in this account and no Region: roles. */
export const globalArn = (service: string, resource: string) =>
  $interpolate`arn:${partition}:${service}::${account}:${resource}`;
