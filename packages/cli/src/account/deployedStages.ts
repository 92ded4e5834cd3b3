import { pages } from "@ami-refresh/core/adapters/aws/pages.ts";
import { type EventBridgeClient, ListRulesCommand, type Rule } from "@aws-sdk/client-eventbridge";
import { z } from "zod";
import { asking } from "./answers.ts";

/** A rule of a deployed stage that takes `Image Published` off the default bus. */
export interface Taking {
  /** As far as the rule's name tells it; else the name itself. */
  readonly stage: string;
  /** Does the rule take the publications of all stages, or only its own? */
  readonly every: boolean;
}

const Pattern = z.looseObject({ source: z.array(z.unknown()), "detail-type": z.array(z.unknown()) });

/** The stages that are deployed in the account and Region, by their rules on the default bus. */
export async function deployedStages(client: Pick<EventBridgeClient, "send">): Promise<Taking[]> {
  return asking("events:ListRules", async () => {
    const taking: Taking[] = [];
    for await (const { Rules = [] } of pages((NextToken) =>
      client.send(new ListRulesCommand({ NamePrefix: "ami-refresh-", NextToken })),
    )) {
      taking.push(...Rules.filter(takesPublications).map(takingOf));
    }
    return taking;
  });
}

function takesPublications({ EventPattern = "", State }: Rule): boolean {
  if (State === "DISABLED" || !EventPattern) return false;
  const { success, data } = Pattern.safeParse(JSON.parse(EventPattern));
  return success && data.source.includes("ami-refresh") && data["detail-type"].includes("Image Published");
}

/** SST names a rule `APP-STAGE-COMPONENT-SUFFIX`. */
function takingOf({ Name = "", EventPattern = "" }: Rule): Taking {
  const stage = /^ami-refresh-(.+)-default[A-Z]/.exec(Name)?.[1] ?? Name;
  return { stage, every: !EventPattern.includes('"Stage"') };
}
