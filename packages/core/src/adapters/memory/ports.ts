import type { Temporal } from "../../domain/temporal.ts";
import { memoryBus } from "./bus.ts";
import { memoryChat } from "./chat.ts";
import { settableClock } from "./clock.ts";
import { memoryDeliveries } from "./deliveries.ts";
import { memoryDigestSchedules } from "./digestSchedules.ts";
import { memoryDigests } from "./digests.ts";
import { memoryFleet } from "./fleet.ts";
import { memoryGroupOwners } from "./groupOwners.ts";
import { memoryGroups } from "./groups.ts";
import { memoryImages } from "./images.ts";
import { memoryInbox } from "./inbox.ts";
import { memoryLaunchTemplates } from "./launchTemplates.ts";
import { memoryLinks, memoryPages } from "./links.ts";
import { memoryLog } from "./log.ts";
import { memoryMail } from "./mail.ts";
import { memoryMailboxes } from "./mailboxes.ts";
import { memoryMetrics } from "./metrics.ts";
import { memoryParameters } from "./parameters.ts";
import { memoryReaders } from "./readers.ts";
import { memoryRefreshes } from "./refreshes.ts";
import { memorySchedules } from "./schedules.ts";
import { memorySent } from "./sent.ts";
import { memoryThreads } from "./threads.ts";
import { memoryTopics } from "./topics.ts";
import { memoryTracks } from "./tracks.ts";
import { memoryWebhooks } from "./webhooks.ts";

export type MemoryPorts = ReturnType<typeof memoryPorts>;

/** Every port in memory, over one fleet and one clock that stands still until it is set. */
export function memoryPorts(start: Temporal.Instant | string, account = "123456789012") {
  const clock = settableClock(start);
  const fleet = memoryFleet();
  return {
    account,
    clock,
    fleet,
    log: memoryLog(),
    metrics: memoryMetrics(),
    tracks: memoryTracks(),
    groupOwners: memoryGroupOwners(),
    images: memoryImages(fleet),
    groups: memoryGroups(fleet),
    launchTemplates: memoryLaunchTemplates(fleet),
    refreshes: memoryRefreshes(fleet, clock),
    schedules: memorySchedules(),
    parameters: memoryParameters(fleet),
    mailboxes: memoryMailboxes(),
    bus: memoryBus(),
    chat: memoryChat(),
    mail: memoryMail(),
    topics: memoryTopics(),
    webhooks: memoryWebhooks(),
    deliveries: memoryDeliveries(),
    inbox: memoryInbox(),
    links: memoryLinks(clock),
    pages: memoryPages(),
    sent: memorySent(clock),
    threads: memoryThreads(),
    digests: memoryDigests(),
    readers: memoryReaders(clock),
    digestSchedules: memoryDigestSchedules(),
  };
}
