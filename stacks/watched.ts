/** What has alarms, for the dashboard. */
export const watched: {
  readonly functions: sst.aws.Function[];
  readonly queues: sst.aws.Queue[];
  readonly deadLetters: sst.aws.Queue[];
} = { functions: [], queues: [], deadLetters: [] };
