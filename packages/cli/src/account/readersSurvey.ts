import { findDeployment, NotDeployed } from "@ami-refresh/core/adapters/aws/deployment.ts";
import type { DoctorPorts } from "@ami-refresh/core/app/doctor/ports.ts";
import type { Clock } from "@ami-refresh/core/ports.ts";
import { asking } from "./answers.ts";

type Config = Parameters<typeof findDeployment>[0];

/** What people have said of who is told, of the stage; where none is named, of the only one. Before a deployment there is none. */
export const readersSurvey = (config: Config, clock: Clock, stage: string | undefined): DoctorPorts["readers"] => ({
  survey: () =>
    asking("sns:ListTopics, dynamodb:ListTables and dynamodb:Query", async () => {
      try {
        return await (await findDeployment(config, clock, stage)).readers.read();
      } catch (error) {
        if (error instanceof NotDeployed) return undefined;
        throw error;
      }
    }),
});
