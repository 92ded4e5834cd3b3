/**
 * Pages of the AWS console, in a Region's partition; undefined where its host is not known to us. Hosts as AWS's own pages
 * name them: https://docs.aws.amazon.com/autoscaling/ec2/userguide/enable-checkpoints-console-cli.html,
 * https://docs.amazonaws.cn/en_us/autoscaling/ec2/userguide/enable-checkpoints-console-cli.html and
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-optimized_AMI.html (GovCloud).
 */
export const imagePage = (region: string | undefined, id: string) =>
  page(region, `ImageDetails:imageId=${escaped(id)}`);

export const groupPage = (region: string | undefined, name: string) =>
  page(region, `AutoScalingGroupDetails:id=${escaped(name)}`);

function page(region: string | undefined, place: string): string | undefined {
  const host = region === undefined ? undefined : hostIn(region);
  return host === undefined ? undefined : `https://${host}/ec2/home?region=${region}#${place}`;
}

function hostIn(region: string): string | undefined {
  if (/^cn-[a-z]+-\d$/.test(region)) return "console.amazonaws.cn";
  if (/^us-gov-[a-z]+-\d$/.test(region)) return "console.amazonaws-us-gov.com";
  return /^(?:af|ap|ca|eu|il|me|mx|sa|us)-(?:north|south|east|west|central)+-\d$/.test(region)
    ? "console.aws.amazon.com"
    : undefined;
}

/** Nothing in it means anything in a URL, in HTML or in mrkdwn. */
const escaped = (text: string) =>
  encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*~_]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
