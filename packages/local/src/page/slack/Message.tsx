import { instantOf, timeText } from "../../picture/when.ts";
import type { SlackView } from "../../view.ts";
import { zone } from "../zone.ts";
import { Blocks } from "./Blocks.tsx";
import type { Button } from "./blocks.ts";
import { Mrkdwn } from "./Mrkdwn.tsx";

export interface Reading {
  readonly zone: string;
  readonly now: number;
  readonly press: (message: SlackView, button: Button) => void;
}

/** What was replied to a message; folded, as in Slack. */
export function Thread({ root, all, reading }: { root: SlackView; all: readonly SlackView[]; reading: Reading }) {
  const replies = all.filter(({ thread }) => thread?.ts === root.ts);
  const last = replies.at(-1);
  if (!last) return null;
  return (
    <details class="thread">
      <summary>
        {replies.length === 1 ? "1 reply" : `${replies.length} replies`}{" "}
        <span class="muted small">last at {timeText(instantOf(last.at), zone)}</span>
      </summary>
      <ol>
        {replies.map((reply) => (
          <li key={reply.ts}>
            <Message message={reply} reading={reading} />
          </li>
        ))}
      </ol>
    </details>
  );
}

export function Message({ message, reading }: { readonly message: SlackView; readonly reading: Reading }) {
  return (
    <div class={message.onlyFor === null ? "message" : "message ephemeral"}>
      <span class="avatar" aria-hidden="true" />
      <div>
        <p class="sender">
          <strong>ami-refresh</strong> <span class="app">APP</span>{" "}
          <time class="muted" dateTime={message.at}>
            {timeText(instantOf(message.at), zone)}
          </time>
          {message.editedAt !== null && (
            <span class="muted small"> (edited {timeText(instantOf(message.editedAt), zone)})</span>
          )}
          {message.thread?.broadcast && <span class="muted small"> replied to a thread</span>}
          {message.onlyFor !== null && <span class="muted small"> only visible to {message.onlyFor}</span>}
        </p>
        {message.blocks.length > 0 ? (
          <Blocks blocks={message.blocks} reading={reading} onPress={(button) => reading.press(message, button)} />
        ) : (
          <p class="block-section">
            <Mrkdwn text={message.text} reading={reading} />
          </p>
        )}
      </div>
    </div>
  );
}
