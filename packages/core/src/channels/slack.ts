import { isOfRollout, rolloutOf } from "../notify/describe/index.ts";
import { toSlack } from "../notify/slack.ts";
import type { Channel } from "../ports.ts";
import { type ThreadPorts, tellInThread } from "./slackThread.ts";

/** Slack: a rollout has one message, with all that happens in its thread; what is of no rollout has a message of its own. */
export const slackChannel = (ports: ThreadPorts): Channel => ({
  kind: "slack",
  async deliver({ to: { to: channel }, ...telling }) {
    const { event, message, about } = telling;
    if (event && isOfRollout(event))
      await tellInThread(ports, { ...telling, event, channel, rollout: rolloutOf(event) });
    else if (message) await ports.chat.post({ channel, ...toSlack(message), about });
  },
});
