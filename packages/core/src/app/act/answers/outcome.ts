import type { Policy } from "../../../domain/policy.ts";
import type { SlackForm } from "../../../notify/slack.ts";
import { say } from "../../../notify/text.ts";
import { type Desk, outcomeOf } from "../../operate/outcome.ts";
import type { Answer } from "../../operate.ts";
import { marked, refusalText, sentences } from "./sentence.ts";

/** A message holds fifty blocks; of everything, more may follow. */
const most = 20;

const inSlack: Desk = {
  who: "You",
  resume: ({ service = "everything", environment }) => ["/ami resume", service, environment].filter(Boolean).join(" "),
};

/** What came of it, and what happens next. */
export function outcomeText(answer: Answer, policy: Policy): SlackForm {
  if (answer.outcome === "refused") return refusalText(answer.wrong);
  if (answer.outcome === "unchanged") return sentences([say`Nothing was changed: ${marked(answer.reason)}.`], "UTC");
  return sentences(outcomeOf(answer, inSlack).slice(0, most), answer.readIn ?? policy.timezone);
}
