import { alarmActions, alarmPrefix } from "./operators.ts";

type Metric = Pick<
  aws.cloudwatch.MetricAlarmArgs,
  "namespace" | "metricName" | "dimensions" | "statistic" | "threshold"
>;

export interface Alarm extends Metric {
  /** What has happened and what to do, for whoever is woken by it. */
  readonly description: string;
  /** In how many of the last three times five minutes. Default: one, and then the last counts alone. */
  readonly timesOfThree?: 2 | 3;
}

const period = 5 * 60;

/** An alarm that goes off at the threshold; no data is no alarm. Its name says which stage's it is. */
export function alarm(name: string, { description, timesOfThree, ...metric }: Alarm) {
  return new aws.cloudwatch.MetricAlarm(name, {
    name: `${alarmPrefix}-${name}`,
    alarmDescription: description,
    ...metric,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    period,
    evaluationPeriods: timesOfThree === undefined ? 1 : 3,
    datapointsToAlarm: timesOfThree ?? 1,
    treatMissingData: "notBreaching",
    alarmActions: [...alarmActions],
    okActions: [...alarmActions],
  });
}
