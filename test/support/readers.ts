import type { Kept } from "@ami-refresh/core/domain/subscription/kept.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import type { Audit } from "@ami-refresh/core/ports.ts";

const at = Temporal.Instant.from("2026-11-24T10:00:00Z");

/** A subscription that Ana has made: of everything, at once. */
export const aKept = (more: Partial<Kept> = {}): Kept => ({
  id: "ana-1",
  address: { channel: "email", to: "ana@example.com" },
  timezone: "Europe/London",
  filter: {},
  pace: {},
  status: "active",
  at,
  by: "ana (cli)",
  ...more,
});

export const audit = (what: Audit["what"]): Audit => ({ at, by: "ana (cli)", what });
