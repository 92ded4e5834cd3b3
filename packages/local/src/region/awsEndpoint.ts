import * as autoScaling from "@aws-sdk/client-auto-scaling";
import * as ec2 from "@aws-sdk/client-ec2";
import * as eventBridge from "@aws-sdk/client-eventbridge";
import * as imageBuilder from "@aws-sdk/client-imagebuilder";
import * as lambda from "@aws-sdk/client-lambda";
import * as scheduler from "@aws-sdk/client-scheduler";
import * as ses from "@aws-sdk/client-sesv2";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import * as ssm from "@aws-sdk/client-ssm";
import * as sts from "@aws-sdk/client-sts";
import type { RegionClock } from "../clock.ts";
import { type CallToAuthorize, createEndpoint, type Endpoint } from "../endpoint/endpoint.ts";
import { service } from "../endpoint/service.ts";
import type { CallFaults } from "../faults.ts";
import type { RegionLog } from "../log.ts";
import type { Services } from "./services.ts";

/** The region's services behind one endpoint; a call that fails by our own fault is logged, whoever made it. */
export function awsEndpoint(
  services: Services,
  options: {
    readonly clock: Pick<RegionClock, "hold">;
    readonly log: RegionLog["add"];
    readonly authorize: (call: CallToAuthorize) => void;
    readonly onCall: (service: string, operation: string) => void;
    readonly faults: CallFaults;
  },
): Endpoint {
  return createEndpoint({
    clock: options.clock,
    authorize: options.authorize,
    services: [
      service(autoScaling, services.autoScaling.operations),
      service(ec2, services.ec2.operations),
      service(eventBridge, services.events.operations),
      service(imageBuilder, services.imageBuilder.operations),
      service(lambda, services.lambda),
      service(scheduler, services.scheduler.operations),
      service(ses, services.ses),
      service(sns, services.sns.operations),
      service(sqs, services.sqs.operations),
      service(ssm, services.ssm.operations),
      service(sts, services.sts),
    ].map(options.faults.service),
    raw: { dynamodb: options.faults.dynamodb(services.dynamodb) },
    onCall: ({ service, operation, error, message }) => {
      options.onCall(service, operation);
      if (error === "InternalFailure" || error === "NotImplemented") {
        options.log({
          level: error === "NotImplemented" ? "warn" : "error",
          from: service,
          message: `${service}:${operation}: ${message ?? error}`,
        });
      }
    },
  });
}
