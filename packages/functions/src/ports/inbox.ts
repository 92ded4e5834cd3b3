import { sqsInbox } from "@ami-refresh/core/adapters/aws/inbox.ts";
import { required } from "../environment.ts";
import { sqs } from "./sqs.ts";

// Imported when it is first asked: channels seldom fail.

export const { comeBack } = sqsInbox(sqs(), required("QUEUE_URL"));
