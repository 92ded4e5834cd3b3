import { useState } from "preact/hooks";
import { inLines } from "../../picture/program.ts";
import { instantOf, whenText } from "../../picture/when.ts";
import type { ProgramView } from "../../view.ts";
import { zone } from "../zone.ts";

const forms = ["message", "headers", "body"] as const;

/** A message to a topic or a webhook, for reading and as it was sent. */
export function OneTold({ told, onBack }: { readonly told: ProgramView; readonly onBack: () => void }) {
  const [form, setForm] = useState<(typeof forms)[number]>("message");
  const { channel, to, at, subject, status, headers, body } = told;
  const names = { message: "Message", headers: channel === "sns" ? "Attributes" : "Headers", body: "As sent" };
  return (
    <article class="mail">
      <div class="chips">
        <button type="button" onClick={onBack}>
          ← All
        </button>
        <span class="spacer" />
        {forms.map((name) => (
          <button type="button" key={name} aria-pressed={form === name} onClick={() => setForm(name)}>
            {names[name]}
          </button>
        ))}
      </div>
      <h3>{subject || "Without a subject"}</h3>
      <p class="small muted">
        {channel === "sns" ? "Published to" : "POST"} {to}, <time dateTime={at}>{whenText(instantOf(at), zone)}</time>.{" "}
        {status === null
          ? "It reached this region's subscribers only."
          : `Answered ${status} here: it was not sent on.`}
      </p>
      {form === "message" && <pre class="scroll">{inLines(body)}</pre>}
      {form === "headers" && (
        <pre class="scroll">{headers.map(({ name, value }) => `${name}: ${value}`).join("\n")}</pre>
      )}
      {form === "body" && <pre class="scroll">{body}</pre>}
    </article>
  );
}
