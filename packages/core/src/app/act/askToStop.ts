import type { Policy } from "../../domain/policy.ts";
import type { SlackForm } from "../../notify/slack.ts";
import { foresee, type OperatePorts, type Request } from "../operate.ts";
import { outcomeText } from "./answers/outcome.ts";
import { questionText } from "./answers/question.ts";
import type { Stopping } from "./stopping.ts";

/** Asks whether that is what the person means, once it is known what it would come to; says why it comes to nothing. */
export async function askToStop(
  ports: Pick<OperatePorts, "clock" | "tracks">,
  policy: Policy,
  request: Extract<Request, { verb: Stopping["verb"] }>,
): Promise<SlackForm> {
  const answer = await foresee(ports, policy, request);
  if (answer.outcome !== "sent") return outcomeText(answer, policy);
  const { message, tracks } = answer;
  if (message.kind !== "cancel" && message.kind !== "roll-back") throw new Error(`${message.kind} stops nothing`);
  return questionText(message, tracks);
}
