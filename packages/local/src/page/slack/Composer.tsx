import { useState } from "preact/hooks";
import type { View } from "../../view.ts";

interface ComposerProps {
  readonly people: View["people"];
  /** The id of who writes, and presses buttons. */
  readonly who: string;
  readonly onWho: (id: string) => void;
  readonly onSend: (text: string) => void;
  readonly told: string;
}

/** Who one is in Slack, and what one writes to the app. */
export function Composer({ people, who, onWho, onSend, told }: ComposerProps) {
  const [text, setText] = useState("");
  const send = (event: Event) => {
    event.preventDefault();
    onSend(text);
    setText("");
  };
  return (
    <form class="composer" onSubmit={send}>
      <select aria-label="Who you are in Slack" value={who} onChange={(event) => onWho(event.currentTarget.value)}>
        {people.map(({ id, name, of }) => (
          <option key={id} value={id}>
            {name} ({of.length > 0 ? of.join(", ") : "of no team"})
          </option>
        ))}
      </select>
      <label for="slash">/ami</label>
      <input
        id="slash"
        value={text}
        placeholder="help"
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit">Send</button>
      <span class="muted" role="status">
        {told}
      </span>
    </form>
  );
}
