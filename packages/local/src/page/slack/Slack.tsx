import { useState } from "preact/hooks";
import { dayText, instantOf } from "../../picture/when.ts";
import type { View } from "../../view.ts";
import { useFollow } from "../follow.ts";
import { zone } from "../zone.ts";
import type { Button } from "./blocks.ts";
import { Composer } from "./Composer.tsx";
import { Confirm } from "./Confirm.tsx";
import { type Doing, doInSlack } from "./doing.ts";
import { Message, type Reading, Thread } from "./Message.tsx";

/** Channels as their readers see them. */
export function Slack({ view }: { readonly view: View }) {
  const channels = [...new Set(view.slack.map((message) => message.channel))].sort();
  const [chosen, choose] = useState<string>();
  const channel = chosen !== undefined && channels.includes(chosen) ? chosen : channels[0];
  const all = view.slack.filter((message) => message.channel === channel);
  const messages = all.filter(({ thread }) => thread === null || thread.broadcast);
  const list = useFollow<HTMLOListElement>(`${channel} ${all.length}`);
  const [who, setWho] = useState(view.people[0]?.id ?? "");
  const [pressed, setPressed] = useState<Pressed>();
  const [told, tell] = useState("");
  if (channel === undefined) return <p class="empty">Nobody was told anything in Slack yet.</p>;
  const send = async (what: Doing) => {
    // The answer comes at the end.
    list.current?.scrollTo({ top: list.current.scrollHeight });
    tell(await doInSlack(what));
  };
  const reading: Reading = {
    zone,
    now: instantOf(view.now),
    press: ({ ts }, button) => setPressed({ ts, button }),
  };
  return (
    <div class="slack">
      <nav class="chips" aria-label="Channels">
        {channels.map((name) => (
          <button type="button" key={name} aria-pressed={name === channel} onClick={() => choose(name)}>
            {nameIn(name, view.people)}
          </button>
        ))}
      </nav>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <ol class="messages scroll" ref={list} tabIndex={0} aria-label={`Messages in ${nameIn(channel, view.people)}`}>
        {messages.map((message, index) => {
          const day = dayText(instantOf(message.at), zone);
          const before = messages[index - 1];
          const newDay = !before || dayText(instantOf(before.at), zone) !== day;
          return (
            <li key={message.ts}>
              {newDay && <p class="message-day">{day}</p>}
              <Message message={message} reading={reading} />
              {message.thread === null && <Thread root={message} all={all} reading={reading} />}
            </li>
          );
        })}
      </ol>
      <Composer
        people={view.people}
        who={who}
        onWho={setWho}
        told={told}
        onSend={(text) => void send({ what: "command", channel, user: who, text })}
      />
      {pressed && (
        <Confirm
          button={pressed.button}
          onAnswer={(yes) => {
            setPressed(undefined);
            const { ts, button } = pressed;
            if (yes) void send({ what: "press", channel, user: who, ts, actionId: button.id });
          }}
        />
      )}
    </div>
  );
}

/** A channel's name; of the app's conversation with a person, theirs. */
const nameIn = (channel: string, people: View["people"]): string => {
  const person = people.find(({ id }) => id === channel);
  return person ? `@${person.name}` : channel;
};

interface Pressed {
  readonly ts: string;
  readonly button: Button;
}
