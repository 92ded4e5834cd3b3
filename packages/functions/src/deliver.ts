import { channels } from "@ami-refresh/core/channels/index.ts";
import { channelKinds } from "@ami-refresh/core/domain/subscription.ts";
import { delivering } from "./delivering.ts";
import { required } from "./environment.ts";
import { given } from "./ports/deliver.ts";

const named = required("CHANNEL");
const kind = channelKinds.find((known) => known === named);
if (!kind) throw new Error(`CHANNEL names ${named}, which is no kind of channel: deploy again`);

const [ports, { open }] = [given(), await channels[kind]()];

/** Takes what is told by one kind of channel, the one that `CHANNEL` names, out of its queue. */
export const handler = delivering({ ...ports, channel: open(ports) });
