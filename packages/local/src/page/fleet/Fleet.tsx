import type { Cell, Row } from "../../picture/board.ts";
import { stepBrief } from "../../picture/stepWords.ts";
import { lastWait, waitsWithoutEnd } from "../../picture/waits.ts";
import { instantOf } from "../../picture/when.ts";
import { glyphOf, statusWords } from "../../picture/words.ts";
import type { View } from "../../view.ts";
import { zone } from "../zone.ts";
import { GroupCard } from "./GroupCard.tsx";
import { Legend } from "./Legend.tsx";

export function Fleet({ view, rows }: { readonly view: View; readonly rows: readonly Row[] }) {
  return (
    <section id="fleet" aria-labelledby="fleet-title">
      <div class="title">
        <h2 id="fleet-title">Fleet</h2>
        <Legend />
      </div>
      {rows.map((row) => (
        <article class="service" key={row.service} aria-label={row.service}>
          <h3>
            {row.service} <span class="muted">{row.team}</span>
          </h3>
          <ol class="pipeline">
            {row.cells.map((cell) => (
              <Environment key={cell.environment} view={view} cell={cell} />
            ))}
          </ol>
        </article>
      ))}
    </section>
  );
}

function Environment({ view, cell }: { readonly view: View; readonly cell: Cell }) {
  return (
    <li class={`environment is-${cell.status}`}>
      <h4>
        {cell.environment}
        <span class="status">
          <span aria-hidden="true">{glyphOf(cell.status)}</span> {statusWords(cell.status)}
        </span>
      </h4>
      <Why view={view} cell={cell} />
      {cell.groups.map((group) => (
        <GroupCard key={group.name} view={view} group={group} step={cell.current?.step} />
      ))}
      {cell.groups.length === 0 && <p class="muted small">No group was found.</p>}
    </li>
  );
}

function Why({ view, cell }: { readonly view: View; readonly cell: Cell }) {
  const step = cell.current?.step;
  if (!step) return <p class="why muted">waits for an image</p>;
  const now = instantOf(view.now);
  const wait = lastWait(step, now);
  // Where a group has a reason of its own, it stands beside the group.
  const reason = wait?.reason ?? (step.groups.some((group) => group.reason) ? null : step.reason);
  return (
    <p class="why">
      {stepBrief(step, now, zone)}
      {cell.olderImage && <span class="muted"> · {cell.olderImage}, not the newest</span>}
      {reason && <span class="muted"> · {reason}</span>}
      {waitsWithoutEnd(step, now).map(({ gate, reason: needed }) => (
        <span key={gate}> · {needed}</span>
      ))}
    </p>
  );
}
