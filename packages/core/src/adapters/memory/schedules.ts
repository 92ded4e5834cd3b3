import { Temporal } from "../../domain/temporal.ts";
import type { Schedules } from "../../ports.ts";

export interface Look {
  readonly service: string;
  readonly family: string;
  readonly at: Temporal.Instant;
}

export interface MemorySchedules extends Schedules {
  /** What is still to come, earliest first. */
  looks(): Look[];
  /** Takes out what is due at `now`, earliest first: a schedule fires once. */
  takeDue(now: Temporal.Instant): Look[];
}

export function memorySchedules(): MemorySchedules {
  let looks: Look[] = [];
  const isSame = (a: Look, b: Look) => a.service === b.service && a.family === b.family && a.at.equals(b.at);
  return {
    lookAgain: async (service, family, at) => {
      const look = { service, family, at };
      if (looks.some((known) => isSame(known, look))) return;
      looks = [...looks, look].sort((a, b) => Temporal.Instant.compare(a.at, b.at));
    },
    looks: () => [...looks],
    takeDue: (now) => {
      const due = looks.filter(({ at }) => Temporal.Instant.compare(at, now) <= 0);
      looks = looks.filter((look) => !due.includes(look));
      return due;
    },
  };
}
