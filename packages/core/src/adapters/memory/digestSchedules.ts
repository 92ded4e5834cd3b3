import type { DigestDue } from "../../domain/subscription/digestDue.ts";
import { Temporal } from "../../domain/temporal.ts";
import type { DigestSchedules } from "../../ports.ts";

export interface MemoryDigestSchedules extends DigestSchedules {
  /** What is still to come, earliest first. */
  digests(): DigestDue[];
  /** Takes out what is due at `now`, earliest first: a schedule fires once. */
  takeDigests(now: Temporal.Instant): DigestDue[];
}

export function memoryDigestSchedules(): MemoryDigestSchedules {
  let all: DigestDue[] = [];
  return {
    tell: async (due) => {
      if (all.some(({ subscription, dueAt }) => subscription.id === due.subscription.id && dueAt.equals(due.dueAt)))
        return;
      all = [...all, due].sort((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt));
    },
    digests: () => [...all],
    takeDigests: (now) => {
      const due = all.filter(({ dueAt }) => Temporal.Instant.compare(dueAt, now) <= 0);
      all = all.filter((digest) => !due.includes(digest));
      return due;
    },
  };
}
