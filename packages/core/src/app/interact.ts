import type { Interactions, Log, SlackRequest, SlackRequests } from "../ports.ts";
import { requestIn } from "./interact/requestIn.ts";

export interface InteractPorts {
  readonly log: Log;
  readonly requests: SlackRequests;
  readonly interactions: Interactions;
}

/**
 * Takes what a person did in Slack and answers with a status of HTTP, at once: Slack waits three seconds, and never
 * repeats it (https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response). Who is not Slack is
 * not told how that shows.
 */
export async function interact(ports: InteractPorts, request: SlackRequest): Promise<200 | 401> {
  const about = await ports.requests.verify(request);
  if (!about) {
    ports.log.warn("a request was refused: Slack has not signed it, or not within five minutes of now");
    return 401;
  }
  const interaction = requestIn(new TextDecoder().decode(request.body), about);
  if (interaction) await ports.interactions.send(interaction);
  else ports.log.info("ignored: it is neither a command nor a button", { ignored: "of another kind" });
  return 200;
}
