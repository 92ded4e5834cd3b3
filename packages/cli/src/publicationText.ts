import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import type { Publication } from "./commands/publishImage.ts";
import type { PublishImageOptions } from "./options.ts";
import { writePlans } from "./planText.ts";
import { styled, type Terminal } from "./terminal.ts";

/** What a publication comes to, for people: who takes it and when, whether it was announced, and what happens next. */
export function writePublication(
  publication: Publication,
  policy: Policy,
  { connection }: PublishImageOptions,
  terminal: Pick<Terminal, "colour" | "now">,
): string {
  const { image, account, region, forecast, stages, event, refusal } = publication;
  const lines: string[] = [];
  if (forecast.taken) {
    const { name, owner, architecture } = forecast.image;
    lines.push(`${styled(terminal, "bold", name)} (${image}, ${architecture}) of account ${owner}, in ${region}`);
    const plans = forecast.takers.map(({ service, steps }) => ({ service, steps }));
    lines.push(writePlans(plans, terminal.now(), policy.timezone, terminal).trimEnd());
  } else {
    lines.push(`Nobody would take ${image} in account ${account}, ${region}: ${forecast.reason}.`);
  }
  if (event === undefined) {
    lines.push(`${styled(terminal, "red", "Not announced:")} ${refusal}. --force announces it all the same.`);
    return `${lines.join("\n\n")}\n`;
  }
  const to = stages && stages.length > 0 ? ` to ${stages.join(", ")}` : "";
  lines.push(`${styled(terminal, "green", "Announced")}${to} as the event ${event} on the default bus of ${account}.`);
  lines.push(forecast.taken ? nextSteps(connection.endpoint, forecast.image.name) : rejected);
  return `${lines.join("\n\n")}\n`;
}

function nextSteps(endpoint: string | undefined, name: string): string {
  const where = endpoint ? `${endpoint} in a browser` : "the team's channel and mail";
  return [
    `Next: every service above plans its rollout of ${name} and tells its team (rollout.planned). A service that has`,
    `it under way or behind it already changes nothing: an image is rolled out once. Follow it: ${where}.`,
  ].join("\n");
}

const rejected =
  "Next: the function publish records why it is not rolled out, in its log and as image.rejected on the bus.";
