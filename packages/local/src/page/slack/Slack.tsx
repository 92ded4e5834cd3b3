import { useState } from "preact/hooks";
import { dayText, instantOf, timeText } from "../../picture/when.ts";
import type { SlackView, View } from "../../view.ts";
import { useFollow } from "../follow.ts";
import { zone } from "../zone.ts";
import { Blocks } from "./Blocks.tsx";
import { Mrkdwn } from "./Mrkdwn.tsx";

/** Channels as their readers see them. */
export function Slack({ view }: { readonly view: View }) {
  const channels = [...new Set(view.slack.map((message) => message.channel))].sort();
  const [chosen, choose] = useState<string>();
  const channel = chosen !== undefined && channels.includes(chosen) ? chosen : channels[0];
  const messages = view.slack.filter((message) => message.channel === channel);
  const list = useFollow<HTMLOListElement>(`${channel} ${messages.length}`);
  if (channel === undefined) return <p class="empty">Nobody was told anything in Slack yet.</p>;
  const reading = { zone, now: instantOf(view.now) };
  return (
    <div class="slack">
      <nav class="chips" aria-label="Channels">
        {channels.map((name) => (
          <button type="button" key={name} aria-pressed={name === channel} onClick={() => choose(name)}>
            {name}
          </button>
        ))}
      </nav>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <ol class="messages scroll" ref={list} tabIndex={0} aria-label={`Messages in ${channel}`}>
        {messages.map((message, index) => {
          const day = dayText(instantOf(message.at), zone);
          const before = messages[index - 1];
          const newDay = !before || dayText(instantOf(before.at), zone) !== day;
          return (
            <li key={`${message.at} ${index}`}>
              {newDay && <p class="message-day">{day}</p>}
              <Message message={message} reading={reading} />
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function Message({
  message,
  reading,
}: {
  readonly message: SlackView;
  readonly reading: { zone: string; now: number };
}) {
  return (
    <div class="message">
      <span class="avatar" aria-hidden="true" />
      <div>
        <p class="sender">
          <strong>ami-refresh</strong> <span class="app">APP</span>{" "}
          <time class="muted" dateTime={message.at}>
            {timeText(instantOf(message.at), zone)}
          </time>
        </p>
        {message.blocks.length > 0 ? (
          <Blocks blocks={message.blocks} reading={reading} />
        ) : (
          <p class="block-section">
            <Mrkdwn text={message.text} reading={reading} />
          </p>
        )}
      </div>
    </div>
  );
}
