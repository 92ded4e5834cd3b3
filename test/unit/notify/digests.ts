import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import {
  describe as describeEvent,
  isOfRollout,
  type RolloutEvent,
  type TeamEvent,
} from "@ami-refresh/core/notify/describe/index.ts";
import { describeDigest } from "@ami-refresh/core/notify/digest/describeDigest.ts";
import type { Message } from "@ami-refresh/core/notify/message.ts";
import {
  checkout,
  everyKind,
  failed,
  image,
  moved,
  paused,
  payments,
  planned,
  type resumed,
  started,
  succeeded,
} from "./events.ts";

/** Digests to look at. */

const reader = {
  id: "payments/email/payments@example.com",
  address: { channel: "email", to: "payments@example.com" },
  team: "payments",
  timezone: "Europe/London",
} as const;

export const pageOf = ({ detail: { service, image } }: RolloutEvent): string =>
  `https://links.example.com/rollout?t=${service}-${image.id}`;

/** `region`: absent where there is no console. `led`: to which pages of rollouts. */
export function digestOf(events: readonly TeamEvent[], region?: string, led?: typeof pageOf, flood?: true): Message {
  const news = events.flatMap((event) => {
    const page = led && isOfRollout(event) ? { page: led(event) } : {};
    const message = describeEvent(event, { team: payments, service: checkout, ...page });
    return "untold" in message ? [] : [{ event, message }];
  });
  const digest = describeDigest(news, reader, { region, flood });
  if (!digest) throw new Error("there is nothing in the digest");
  return digest;
}

/** The event as another service has it, some seconds later. */
export function of<E extends TeamEvent>(event: E, service: string, seconds = 0): E {
  const { detail } = event;
  return { ...event, detail: { ...detail, service, id: `${service}/${detail.id}`, at: detail.at.add({ seconds }) } };
}

const newer = { ...image, id: "ami-0newer0newer0newe", name: "base-al2023-2026.12.01" };

/** A day of a team: several images, services and outcomes. */
export const day: TeamEvent[] = [
  ...Object.values(everyKind),
  of(started, "ledger"),
  of(succeeded, "ledger", 600),
  of(planned, "search"),
  of(planned, "reports"),
  of({ ...planned, detail: { ...planned.detail, image: newer } }, "search", 60),
  of(failed, "search", 900),
];

/** The pause of everything, or its end, as each service of a large fleet has it. */
export const everything = (event: typeof paused | typeof resumed, count: number): TeamEvent[] =>
  Array.from({ length: count }, (_, i) => {
    const { environment: _environment, ...detail } = event.detail;
    const service = `service-${String(i).padStart(3, "0")}`;
    const verb = event.type.slice("service.".length);
    const said = { id: `${service}/${verb}/everything/${detail.at}`, at: detail.at.add({ seconds: i % 20 }) };
    return { ...event, detail: { ...detail, ...said, service, scope: "everything" } } as TeamEvent;
  });

/** Such a pause, with the dates that it moves. */
export const everythingMoved = (count: number): TeamEvent[] =>
  everything(paused, count).flatMap((event, i): TeamEvent[] => {
    if (event.type !== "service.paused") return [event];
    const { service, at, id: cause } = event.detail;
    const said = { service, at, cause, id: `${service}/${moved.detail.id}`, image: i % 2 ? newer : image };
    return [event, { ...moved, detail: { ...moved.detail, ...said } }];
  });

/** An image for a large fleet. */
export const fleet = (count: number): TeamEvent[] =>
  Array.from({ length: count }, (_, i) => {
    const event = of(planned, `service-${String(i).padStart(3, "0")}`, i % 60);
    const days = Temporal.Duration.from({ hours: 24 * (i % 7) });
    const steps = event.detail.steps.map((step) => (step.dueAt ? { ...step, dueAt: step.dueAt.add(days) } : step));
    return { ...event, detail: { ...event.detail, steps } };
  });
