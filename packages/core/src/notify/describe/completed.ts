import type { Message, Row } from "../message.ts";
import { count, on, say, strong } from "../text.ts";
import { type DetailOf, footerFor, imageFacts, imageName, type Reader, subjectOf } from "./shared.ts";

type Completed = DetailOf<"rollout.completed">;

export function describeCompleted(detail: Completed, reader: Reader): Message {
  const { service, family, steps, at } = detail;
  const refreshed = steps.filter(({ status }) => status === "succeeded").map(({ environment }) => environment);
  const where =
    refreshed.length === steps.length ? "in every environment" : `in ${refreshed.join(", ") || "no environment"}`;
  return {
    event: "rollout.completed",
    severity: "success",
    headline: `${service}: rollout completed`,
    subject: subjectOf(detail, say`the rollout is complete`),
    lead: say`${strong(service)} runs ${imageName(detail)} ${where}. The rollout ended ${on(at)}.`,
    facts: imageFacts(detail, reader),
    tables: [{ title: "Environments", rows: steps.map(row) }],
    next: [
      say`Nothing more is to be done for this image. The next image of ${family} is announced when it is published.`,
    ],
    footer: footerFor(detail, reader),
    zone: reader.team.timezone,
  };
}

function row({ environment, status, endedAt, groups }: Completed["steps"][number]): Row {
  const when = endedAt ? say` ${on(endedAt)}` : [];
  const what = groups === 0 ? [] : say` (${count(groups, "group")})`;
  return { name: environment, value: say`${status}${when}${what}`, notes: [] };
}
