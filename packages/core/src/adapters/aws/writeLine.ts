/**
 * Writes a line of JSON into the function's log.
 *
 * Lambda's runtime puts whatever the console is given into a JSON line of its own, a line of JSON as an escaped string.
 * It passes on what is written to the standard output as it is, and reads `level` and `timestamp` there
 * (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html).
 */
export const writeLine = (line: string): void =>
  process.env.AWS_LAMBDA_LOG_FORMAT === "JSON" ? void process.stdout.write(`${line}\n`) : console.log(line);
