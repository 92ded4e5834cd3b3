/** `AMI refresh <ami-refresh@example.com>` without the name. */
export const addressOf = (sender: string): string => /<([^>]+)>\s*$/.exec(sender)?.[1] ?? sender;
