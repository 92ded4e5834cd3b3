import { describe } from "@ami-refresh/core/notify/describe/index.ts";
import { toEmail } from "@ami-refresh/core/notify/email/index.ts";
import { toJson } from "@ami-refresh/core/notify/json.ts";
import type { Message } from "@ami-refresh/core/notify/message.ts";
import { toSlack } from "@ami-refresh/core/notify/slack.ts";
import { digestOf, fleet } from "../unit/notify/digests.ts";
import { checkout, everyKind, payments } from "../unit/notify/events.ts";

export interface Rendered {
  /** The kind of message and the channel that took longest, as `failed by email`. */
  readonly what: string;
  readonly milliseconds: number;
}

/** The message that takes longest, from its event to what a channel sends: medians. */
export function slowestRendering(): Rendered {
  const all = Object.entries(everyKind).flatMap(([kind, event]) => {
    const about = { event: event.type, eventId: event.detail.id };
    const forms: Readonly<Record<string, (message: Message) => unknown>> = {
      Slack: toSlack,
      email: toEmail,
      "SNS and webhook": (message) => toJson({ event, message, about, team: payments }),
    };
    return Object.entries(forms).map(([channel, form]) => ({
      what: `${kind} by ${channel}`,
      milliseconds: median(() => {
        const message = describe(event, { team: payments, service: checkout, region: "eu-west-2" });
        if (!("untold" in message)) form(message);
      }),
    }));
  });
  return all.reduce((slowest, one) => (one.milliseconds > slowest.milliseconds ? one : slowest));
}

/** One digest of an image for so many services, in the channel in which that takes longest. */
export function digestRendering(services: number): Rendered {
  const events = fleet(services);
  const [slack, email] = [toSlack, toEmail].map((form) => median(() => void form(digestOf(events)), 15));
  return { what: `a digest of ${services} services`, milliseconds: Math.max(slack ?? Number.NaN, email ?? Number.NaN) };
}

function median(render: () => void, rounds = 200): number {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    render();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[rounds >> 1] ?? Number.NaN;
}
