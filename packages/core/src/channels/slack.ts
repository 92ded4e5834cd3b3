import { slackChat } from "../adapters/aws/chat.ts";
import { dynamoThreads } from "../adapters/aws/threads.ts";
import { dynamoTracks } from "../adapters/aws/tracks.ts";
import type { Temporal } from "../domain/temporal.ts";
import { isOfPause, isOfRollout, rolloutOf } from "../notify/describe/index.ts";
import { toSlack } from "../notify/slack.ts";
import type { Channel, Telling } from "../ports.ts";
import type { Open } from "./given.ts";
import { pagesBy } from "./pages.ts";
import type { ThreadPorts } from "./slack/place.ts";
import { showPauses, tellInThread } from "./slack/thread.ts";

export const open: Open = (given) => {
  const { dynamo, table, clock } = given;
  const patience = given.optional("SLACK_PATIENCE");
  return slackChannel({
    ...given,
    chat: slackChat({
      token: given.secret(given.required("SLACK_TOKEN_PARAMETER")),
      url: given.optional("SLACK_API_URL"),
      ...(patience !== undefined && { patience: Number(patience) }),
    }),
    threads: dynamoThreads(dynamo, table, clock),
    tracks: dynamoTracks(dynamo, table),
    pages: pagesBy(given),
  });
};

/** Slack: a rollout has one message, with all that happens in its thread; what is of no rollout has a message of its own. */
export const slackChannel = (ports: ThreadPorts): Channel => ({
  kind: "slack",
  pages: ports.pages,
  async deliver({ to: { to: channel }, ...telling }) {
    const { event, message, about } = telling;
    if (event && isOfRollout(event)) {
      await tellInThread(ports, { ...telling, event, channel, rollout: rolloutOf(event) });
      return;
    }
    // First, so that what is tried again is not told twice.
    if (event && isOfPause(event)) {
      const { service, at } = event.detail;
      await showInRollouts(ports, { ...telling, channel, service, at });
    }
    if (message) await ports.chat.post({ channel, ...toSlack(message), about });
  },
});

interface Shown extends Pick<Telling, "team" | "order" | "families"> {
  readonly service: string;
  readonly channel: string;
  readonly at: Temporal.Instant;
}

/** Every rollout of the service that is under way says what is paused, and what can be resumed. */
async function showInRollouts(ports: ThreadPorts, { service, families, at, ...shown }: Shown): Promise<void> {
  for (const family of families) {
    const { track } = await ports.tracks.load(service, family);
    for (const { image, status } of track.rollouts) {
      if (status === "active") await showPauses(ports, { ...shown, rollout: `${service}/${family}/${image.id}` }, at);
    }
  }
}
