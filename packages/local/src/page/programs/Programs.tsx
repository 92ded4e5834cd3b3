import { useState } from "preact/hooks";
import { placeOf, wasTaken } from "../../picture/program.ts";
import { instantOf, nearText } from "../../picture/when.ts";
import type { ProgramView, View } from "../../view.ts";
import { zone } from "../zone.ts";
import { OneTold } from "./OneTold.tsx";

/** What programs are told: messages to SNS topics, and to webhooks. */
export function Programs({ view }: { readonly view: View }) {
  const places = [...new Set(view.programs.map(({ to }) => to))].sort();
  const [place, setPlace] = useState("");
  const [open, setOpen] = useState<string>();
  const told = view.programs.filter(({ to }) => place === "" || to === place).toReversed();
  const opened = view.programs.find(({ id }) => id === open);
  if (view.programs.length === 0) return <p class="empty">No topic and no webhook was told anything yet.</p>;
  if (opened) return <OneTold told={opened} onBack={() => setOpen(undefined)} />;
  const now = instantOf(view.now);
  return (
    <div class="mailbox">
      <label class="filter">
        Told to{" "}
        <select value={place} onChange={(event) => setPlace(event.currentTarget.value)}>
          <option value="">every topic and webhook</option>
          {places.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <ol class="mails scroll">
        {told.map((one) => (
          <li key={one.id}>
            <button type="button" onClick={() => setOpen(one.id)}>
              <span class="from">
                <strong>{placeOf(one)}</strong>
                <time class="muted" dateTime={one.at}>
                  {nearText(instantOf(one.at), now, zone)}
                </time>
              </span>
              <span class="subject">{one.subject || "Without a subject"}</span>
              <Kind told={one} />
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Kind({ told }: { readonly told: ProgramView }) {
  if (told.channel === "sns") return <span class="muted small">SNS topic</span>;
  return <span class={wasTaken(told) ? "muted small" : "refused small"}>webhook, answered {told.status}</span>;
}
