import type { ServicePolicy } from "@ami-refresh/core/domain/policy.ts";
import { decide } from "@ami-refresh/core/domain/rollout/decide.ts";
import type { Command, Input } from "@ami-refresh/core/domain/rollout/messages.ts";
import type { Track } from "@ami-refresh/core/domain/rollout/state.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import type { DomainEvent } from "@ami-refresh/core/events.ts";
import { at } from "./policy.ts";

/**
 * A service's mailbox on a clock that jumps from moment to moment: commands are answered at once, refreshes end after
 * a while, looks come when they were asked for. Time is the only thing simulated: every decision is the real one.
 */
export interface Setting {
  readonly service: ServicePolicy;
  readonly from: string;
  readonly until: string;
  readonly publications: readonly { readonly id: string; readonly at: string }[];
  /** What people say, when they say it. */
  readonly answers?: readonly PersonsInput[];
  /** How a refresh of a group goes; by default it succeeds after half an hour. */
  readonly refresh?: (
    image: string,
    environment: string,
    group: string,
  ) => { readonly minutes: number; readonly fails?: boolean };
  readonly groups?: (environment: string) => readonly string[];
  /** How many times the event of a refresh's end arrives: 0 is a lost event. */
  readonly deliveries?: (refreshId: string) => number;
  /** What becomes of the wish to stop a refresh: by default it is stopped, five minutes later. */
  readonly stops?: (refreshId: string) => "stopped" | "over" | "irreversible";
  /** What is known beforehand; by default nothing. */
  readonly track?: Track;
}

export interface Start {
  readonly image: string;
  readonly environment: string;
  readonly at: Temporal.Instant;
}

export interface Story {
  readonly track: Track;
  readonly events: readonly DomainEvent[];
  readonly starts: readonly Start[];
  /** Every refresh that was begun: `image/environment/group`. */
  readonly refreshes: readonly string[];
  /** Why an input changed nothing. */
  readonly notes: readonly string[];
  /** Every parameter that was written, in order. */
  readonly written: readonly {
    readonly parameter: string;
    readonly image: string;
    readonly at: Temporal.Instant;
  }[];
}

export function simulate(setting: Setting): Story {
  const until = at(setting.until);
  let track: Track = setting.track ?? { service: setting.service.name, family: "base", rollouts: [] };
  const events: DomainEvent[] = [];
  const starts: Start[] = [];
  const refreshes: string[] = [];
  const notes: string[] = [];
  const written: { parameter: string; image: string; at: Temporal.Instant }[] = [];
  const ends = new Map<string, { at: Temporal.Instant; fails: boolean; group: string }>();
  const agenda: { at: Temporal.Instant; input: Input }[] = [
    ...setting.publications.map((publication) => ({
      at: at(publication.at),
      input: published(publication.id, publication.at),
    })),
    ...(setting.answers ?? []).map((input) => ({ at: input.at, input })),
  ];
  const stopped = new Map<string, "Cancelled" | "RollbackSuccessful">();
  let now = at(setting.from);

  const perform = (command: Command): Input[] => {
    switch (command.kind) {
      case "look-again":
        agenda.push({ at: command.at, input: { kind: "look-again", service: track.service, family: track.family } });
        return [];
      case "write-parameter":
        written.push({ parameter: command.parameter, image: command.image, at: now });
        return [];
      case "find-groups": {
        starts.push({ image: command.image, environment: command.environment, at: now });
        const groups = setting.groups?.(command.environment) ?? [`${track.service}-${command.environment}`];
        return [{ ...command, kind: "groups-found", groups }];
      }
      case "start-refresh": {
        const { image, environment, group } = command;
        const refreshId = `${image}/${environment}/${group}${command.back === undefined ? "" : "/back"}`;
        const { minutes, fails = false } = setting.refresh?.(image, environment, group) ?? { minutes: 30 };
        const end = now.add({ minutes });
        refreshes.push(refreshId);
        ends.set(refreshId, { at: end, fails, group });
        for (let i = 0; i < (setting.deliveries?.(refreshId) ?? 1); i++) {
          const { service, family } = track;
          agenda.push({ at: end, input: { kind: "refresh-moved", service, family, group, refreshId } });
        }
        return [
          {
            kind: "refresh-answered",
            image,
            environment,
            group,
            answer: {
              outcome: "started",
              refreshId,
              to: command.back ?? image,
              from: command.back === undefined ? "ami-before" : image,
            },
          },
        ];
      }
      case "cancel-refresh":
      case "roll-back-refresh": {
        const { image, environment, group, refreshId } = command;
        const fate = setting.stops?.(refreshId) ?? "stopped";
        if (fate === "irreversible" && command.kind === "roll-back-refresh") {
          return [{ kind: "stop-refused", image, environment, group, refreshId, reason: "it floats" }];
        }
        if (fate === "over") ends.set(refreshId, { at: now, fails: false, group });
        else stopped.set(refreshId, command.kind === "cancel-refresh" ? "Cancelled" : "RollbackSuccessful");
        const { service, family } = track;
        agenda.push({
          at: now.add({ minutes: 5 }),
          input: { kind: "refresh-moved", service, family, group, refreshId },
        });
        const stopping = command.kind === "cancel-refresh" ? "Cancelling" : "RollbackInProgress";
        const status = fate === "over" ? "Successful" : stopping;
        return [
          { kind: "refresh-inspected", image, environment, report: { group, refreshId, status, failedActivities: [] } },
        ];
      }
      case "inspect-refresh": {
        const { image, environment, group, refreshId } = command;
        const end = ends.get(refreshId);
        const over = end !== undefined && Temporal.Instant.compare(end.at, now) <= 0;
        const status = stopped.get(refreshId) ?? (!over ? "InProgress" : end.fails ? "Failed" : "Successful");
        return [
          { kind: "refresh-inspected", image, environment, report: { group, refreshId, status, failedActivities: [] } },
        ];
      }
    }
  };

  for (;;) {
    agenda.sort((a, b) => Temporal.Instant.compare(a.at, b.at));
    const next = agenda.shift();
    if (!next || Temporal.Instant.compare(next.at, until) > 0) break;
    now = next.at;
    const inputs: Input[] = [next.input];
    for (let input = inputs.shift(); input; input = inputs.shift()) {
      const decision = decide(track, input, setting.service, now);
      track = decision.track;
      events.push(...decision.events);
      if (decision.note) notes.push(decision.note);
      inputs.push(...decision.commands.flatMap(perform));
    }
  }
  return { track, events, starts, refreshes, notes, written };
}

export type PersonsInput = Extract<
  Input,
  { kind: "approve" | "decline" | "cancel" | "roll-back" | "pause" | "resume" }
>;

const ann = { name: "ann", kind: "cli" } as const;

export const answer = (
  kind: "approve" | "decline",
  environment: string,
  when: string,
  image = "ami-1",
): Extract<PersonsInput, { kind: "approve" | "decline" }> => ({
  kind,
  service: "checkout",
  environment,
  image,
  by: { ...ann, team: "payments" },
  at: at(when),
  comment: "as agreed",
});

interface Scope {
  readonly service?: string;
  readonly environment?: string;
}

export const pause = (when: string, scope: Scope, until?: string): PersonsInput => ({
  kind: "pause",
  ...scope,
  by: ann,
  at: at(when),
  reason: "database migration",
  ...(until !== undefined && { until: at(until) }),
});

export const resume = (when: string, scope: Scope): PersonsInput => ({
  kind: "resume",
  ...scope,
  by: ann,
  at: at(when),
});

export function published(id: string, when: string): Input {
  return {
    kind: "image-published",
    family: "base",
    publishedAt: at(when),
    image: {
      id,
      name: `base-${id}`,
      owner: "123456789012",
      state: "available",
      architecture: "x86_64",
      tags: {},
      createdAt: at(when),
    },
  };
}
