import { planRollout } from "../../../domain/plan.ts";
import type { Policy } from "../../../domain/policy.ts";
import type { Temporal } from "../../../domain/temporal.ts";
import { listing, type SlackForm, section } from "../../../notify/slack.ts";
import { moment, say } from "../../../notify/text.ts";
import { type About, listed, servicesFor } from "./services.ts";

/** What would happen when, if an image of every family were published now. */
export function planText(policy: Policy, about: About, now: Temporal.Instant): SlackForm {
  const { shown, more } = servicesFor(policy, about);
  const blocks = shown.map((service) => {
    const rows = planRollout(service, now, now).map(({ environment, dueAt, waits }) => ({
      name: environment,
      value: dueAt ? say`${moment(dueAt)}` : say`the date is not known`,
      notes: waits.map(({ reason }) => say`${reason}`),
    }));
    return [section(listing({ title: `${service.name}, if an image were published now`, rows }, service.timezone))];
  });
  return listed("What would happen if an image were published now", blocks, more, "plan");
}
