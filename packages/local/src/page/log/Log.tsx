import { useState } from "preact/hooks";
import { speakerOf } from "../../picture/speaker.ts";
import { instantOf, nearText } from "../../picture/when.ts";
import type { View } from "../../view.ts";
import { useFollow } from "../follow.ts";
import { zone } from "../zone.ts";

const mostShown = 300;
const levels = ["info", "warn", "error"] as const;

export function Log({ view }: { readonly view: View }) {
  const [from, setFrom] = useState("");
  const [least, setLeast] = useState<(typeof levels)[number]>("info");
  const speakers = [...new Set(view.log.map((entry) => entry.from))].sort();
  const entries = view.log
    .filter((entry) => (from === "" || entry.from === from) && levels.indexOf(entry.level) >= levels.indexOf(least))
    .slice(-mostShown);
  const list = useFollow<HTMLOListElement>(`${from} ${least} ${entries.length} ${entries.at(-1)?.at}`);
  const now = instantOf(view.now);
  return (
    <div class="log">
      <div class="filter">
        <label>
          From{" "}
          <select value={from} onChange={(event) => setFrom(event.currentTarget.value)}>
            <option value="">everybody</option>
            {speakers.map((name) => (
              <option key={name} value={name}>
                {speakerOf(name)}
              </option>
            ))}
          </select>
        </label>
        <label>
          Level{" "}
          <select
            value={least}
            onChange={(event) => setLeast(levels.find((l) => l === event.currentTarget.value) ?? "info")}
          >
            <option value="info">all</option>
            <option value="warn">warnings and errors</option>
            <option value="error">errors</option>
          </select>
        </label>
      </div>
      {entries.length === 0 && <p class="empty">Nothing of that kind was said.</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <ol class="entries scroll" ref={list} tabIndex={0} aria-label="Log entries">
        {entries.map((entry, index) => (
          <li key={`${entry.at} ${index}`} class={`entry level-${entry.level}`}>
            <p class="said">
              <time class="muted" dateTime={entry.at}>
                {nearText(instantOf(entry.at), now, zone)}
              </time>{" "}
              <strong title={entry.from}>{speakerOf(entry.from)}</strong>
              {entry.level !== "info" && <span class="level">{entry.level}</span>}
            </p>
            <p>{entry.message}</p>
            {entry.fields && <code>{fieldsText(entry.fields)}</code>}
          </li>
        ))}
      </ol>
    </div>
  );
}

const fieldsText = (fields: Readonly<Record<string, unknown>>): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(" ");
