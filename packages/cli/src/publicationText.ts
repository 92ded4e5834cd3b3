import type { Forecast } from "@ami-refresh/core/domain/forecast.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import type { Publication } from "./commands/publishImage.ts";
import type { PublishImageOptions } from "./options.ts";
import { writePlans } from "./planText.ts";
import { styled, type Terminal } from "./terminal.ts";

type Taken = Extract<Forecast, { taken: true }>;

/** What a publication comes to, for people: who takes it and when, whether it was announced, and what happens next. */
export function writePublication(
  publication: Publication,
  policy: Policy,
  { connection }: PublishImageOptions,
  terminal: Pick<Terminal, "colour" | "now">,
): string {
  const { image, account, region, forecast, isKnown, stages, event, refusal } = publication;
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
  lines.push(forecast.taken ? nextSteps(connection.endpoint, forecast, isKnown) : rejected);
  return `${lines.join("\n\n")}\n`;
}

function nextSteps(endpoint: string | undefined, { image, takers }: Taken, isKnown: boolean): string {
  const where = endpoint ? `${endpoint} in a browser` : "the team's channel and mail";
  const isTaken = takers.some(({ steps }) => steps.some(({ nothing }) => nothing === undefined));
  if (!isTaken) return "Next: nothing. No service takes it.";
  const which = isKnown ? "every service above that takes it" : "every service above";
  const known = isKnown
    ? ""
    : "\nWhat they know could not be looked up: one that has it behind it, or a newer one, changes nothing.";
  return `Next: ${which} plans its rollout of ${image.name} and tells its team (rollout.planned).${known}\nFollow it: ${where}.`;
}

const rejected =
  "Next: the function publish records why it is not rolled out, in its log and as image.rejected on the bus.";
