import { useState } from "preact/hooks";
import { instantOf, nearText, whenText } from "../../picture/when.ts";
import type { MailView, View } from "../../view.ts";
import { zone } from "../zone.ts";

/** The mailboxes of everybody who gets mail. */
export function Mailbox({ view }: { readonly view: View }) {
  const addresses = [...new Set(view.mail.map((mail) => mail.to))].sort();
  const [address, setAddress] = useState("");
  const [open, setOpen] = useState<string>();
  const mails = view.mail.filter((mail) => address === "" || mail.to === address).toReversed();
  const opened = view.mail.find((mail) => keyOf(mail) === open);
  if (view.mail.length === 0) return <p class="empty">No mail was sent yet.</p>;
  if (opened) return <OneMail mail={opened} onBack={() => setOpen(undefined)} />;
  const now = instantOf(view.now);
  return (
    <div class="mailbox">
      <label class="filter">
        Mailbox of{" "}
        <select value={address} onChange={(event) => setAddress(event.currentTarget.value)}>
          <option value="">everybody</option>
          {addresses.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <ol class="mails scroll">
        {mails.map((mail) => (
          <li key={keyOf(mail)}>
            <button type="button" onClick={() => setOpen(keyOf(mail))}>
              <span class="from">
                <strong>{nameOf(mail.from)}</strong>
                <time class="muted" dateTime={mail.at}>
                  {nearText(instantOf(mail.at), now, zone)}
                </time>
              </span>
              <span class="subject">{mail.subject}</span>
              <span class="muted small">to {mail.to}</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

const forms = { html: "HTML", text: "Text", headers: "Headers" } as const;

function OneMail({ mail, onBack }: { readonly mail: MailView; readonly onBack: () => void }) {
  const [form, setForm] = useState<keyof typeof forms>("html");
  return (
    <article class="mail">
      <div class="chips">
        <button type="button" onClick={onBack}>
          ← All mail
        </button>
        <span class="spacer" />
        {(["html", "text", "headers"] as const).map((name) => (
          <button type="button" key={name} aria-pressed={form === name} onClick={() => setForm(name)}>
            {forms[name]}
          </button>
        ))}
      </div>
      <h3>{mail.subject}</h3>
      <p class="small muted">
        {mail.from} to {mail.to}, <time dateTime={mail.at}>{whenText(instantOf(mail.at), zone)}</time>
      </p>
      {mail.attachments.map(({ name, type, text }) => (
        <details key={name} class="attachment">
          <summary>
            📎 {name} <span class="muted small">{type}</span>
          </summary>
          {text !== null && <pre class="scroll">{text}</pre>}
        </details>
      ))}
      {form === "html" && (
        // No script of a mail may run. Its links open a tab of their own: they are there to be followed.
        <iframe
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          src={`/_local/mail/${encodeURIComponent(mail.id)}`}
          title={`HTML of ${mail.subject}`}
        />
      )}
      {form === "text" && <pre class="scroll">{mail.text}</pre>}
      {form === "headers" && (
        <pre class="scroll">{mail.headers.map(({ name, value }) => `${name}: ${value}`).join("\n")}</pre>
      )}
    </article>
  );
}

/** A mail to several people lies in each of their mailboxes. */
const keyOf = (mail: MailView): string => `${mail.id} ${mail.to}`;

/** `AMI refresh` of `AMI refresh <ami-refresh@example.com>`. */
const nameOf = (from: string): string => /^\s*"?([^"<]+?)"?\s*</.exec(from)?.[1] ?? from;
