import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { advance } from "@ami-refresh/core/app/advance.ts";
import { outcomeOf } from "@ami-refresh/core/app/operate/outcome.ts";
import { operate, type Request } from "@ami-refresh/core/app/operate.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import { plain } from "@ami-refresh/core/notify/email/plain.ts";
import { expect, test } from "vitest";
import { aService, at } from "../../support/policy.ts";
import { published } from "../../support/simulation.ts";

const monday = "2026-11-23T09:00:00Z";
const by = { name: "ann", kind: "cli" } as const;
const desk = { who: "Ann", resume: ({ service = "all" }: { service?: string | undefined }) => `go on with ${service}` };

const checkout = aService({ staging: { delay: "1d", approval: { teams: ["payments"] } } });
const search = aService({ staging: {} }, "search");
const policy: Policy = {
  timezone: "UTC",
  families: {},
  environments: ["staging"],
  teams: { payments: { name: "payments", timezone: "UTC", email: [] } },
  services: { checkout, search },
};

/** What somebody reads who asks for that, where checkout waits for an approval, and search is being refreshed. */
async function told(request: Request): Promise<string[]> {
  const ports = { ...memoryPorts(monday), lookUp: async () => [], perform: async () => [] };
  const message = published("ami-1", monday);
  if (message.kind !== "image-published") throw new Error("no image was published");
  for (const service of [checkout, search]) await advance(ports, service, message);
  if (request.verb === "resume") {
    const pause = { kind: "pause", service: "checkout", by, at: at("2026-11-23T08:00:00Z"), reason: "why" } as const;
    await advance(ports, checkout, pause);
  }
  const answer = await operate(ports, policy, request);
  if (answer.outcome !== "sent") throw new Error(JSON.stringify(answer));
  return outcomeOf(answer, desk).map((text) => plain(text, "UTC"));
}

const answering = { service: "checkout", environment: "staging", by } as const;
const stopping = { service: "search", environment: "staging", by, reason: "why" } as const;

test.each<[Request, readonly string[]]>([
  [
    { verb: "approve", ...answering },
    ["Ann approved base-ami-1 for staging of checkout, for team payments.", "It starts on Tue 24 Nov 2026, 09:00 UTC."],
  ],
  [
    { verb: "decline", ...answering },
    [
      "Ann declined base-ami-1 for staging of checkout, for team payments.",
      "It goes no further in checkout: staging keeps the image that it has, and takes the next one that is approved.",
    ],
  ],
  [
    { verb: "pause", service: "search", by, reason: "why", until: "2026-11-24 09:00" },
    [
      "Ann paused search: why",
      "Nothing starts there until Tue 24 Nov 2026, 09:00 UTC, or until somebody resumes it: go on with search",
      "The time was read as that of UTC.",
      "The refresh of search in staging is under way and goes on.",
    ],
  ],
  [
    { verb: "pause", by, reason: "why" },
    [
      "Ann paused everything: why",
      "Nothing starts there until somebody resumes it: go on with all",
      "The refresh of search in staging is under way and goes on.",
    ],
  ],
  [
    { verb: "resume", service: "checkout", by },
    [
      "Ann resumed checkout.",
      "base-ami-1 starts in staging of checkout on Tue 24 Nov 2026, 09:00 UTC at the earliest: somebody of payments has to approve it.",
    ],
  ],
  [
    { verb: "cancel", ...stopping },
    [
      "Ann cancelled the refresh of staging of search (base-ami-1): why",
      "No further instance is replaced; those that were replaced stay.",
      "base-ami-1 goes no further in search.",
    ],
  ],
])("%j", async (request, lines) => {
  expect(await told(request)).toEqual(lines);
});
