import { systemClock } from "@ami-refresh/core/adapters/aws/clock.ts";
import { schedulerDigests } from "@ami-refresh/core/adapters/aws/digestSchedules.ts";
import { dynamoDigests } from "@ami-refresh/core/adapters/aws/digests.ts";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { required } from "../environment.ts";

/** What is told later, for functions that seldom collect: loaded when they do. */

const clock = systemClock();
export const digests = dynamoDigests(new DynamoDBClient(), required("TABLE_NAME"), clock);
export const digestSchedules = schedulerDigests(new SchedulerClient(), JSON.parse(required("DIGEST_TARGETS")), clock);
