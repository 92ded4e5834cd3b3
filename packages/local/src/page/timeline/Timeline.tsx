import { axisOf, placeOn } from "../../picture/axis.ts";
import type { Row } from "../../picture/board.ts";
import { instantOf, nearText } from "../../picture/when.ts";
import { gateOrder } from "../../picture/words.ts";
import type { View } from "../../view.ts";
import { useMedia } from "../media.ts";
import { zone } from "../zone.ts";
import { Lane } from "./Lane.tsx";
import { momentsOf, shownRollouts } from "./shown.ts";

export function Timeline({ view, rows }: { readonly view: View; readonly rows: readonly Row[] }) {
  const narrow = useMedia("(max-width: 640px)");
  const now = instantOf(view.now);
  const services = rows.map((row) => ({ row, rollouts: shownRollouts(view, row.service) }));
  const axis = axisOf(
    momentsOf(
      services.flatMap(({ rollouts }) => rollouts),
      now,
    ),
    zone,
    narrow ? 4 : 8,
  );
  /** Further right (0 to 100) a label has no room. */
  const lastLabel = narrow ? 80 : 91;
  const met = new Set<string>(
    services.flatMap(({ rollouts }) =>
      rollouts.flatMap((rollout) => rollout.steps.flatMap((step) => step.waits.map((wait) => wait.gate))),
    ),
  );
  return (
    <section id="timeline" aria-labelledby="timeline-title">
      <div class="title">
        <h2 id="timeline-title">Timeline</h2>
        <ul class="legend" aria-label="Legend of bars">
          <li>
            <span class="swatch refresh" aria-hidden="true" /> refresh
          </li>
          {gateOrder
            .filter((gate) => met.has(gate))
            .map((gate) => (
              <li key={gate}>
                <span class={`swatch gate-${gate}`} aria-hidden="true" /> {gate}
              </li>
            ))}
        </ul>
      </div>
      {axis.ticks.length === 0 && <p class="card muted">Nothing is planned before an image is published.</p>}
      {axis.ticks.length > 0 && (
        <div class="timeline card">
          <div class="axis" aria-hidden="true">
            {axis.ticks.map(
              (tick) =>
                placeOn(axis, tick.at) < lastLabel && (
                  <span
                    key={tick.at}
                    class={tick.day ? "tick day" : "tick"}
                    style={{ left: `${placeOn(axis, tick.at)}%` }}
                  >
                    {tick.label}
                  </span>
                ),
            )}
          </div>
          <div class="grid" aria-hidden="true">
            {axis.ticks.map((tick) => (
              <i key={tick.at} class={tick.day ? "day" : ""} style={{ left: `${placeOn(axis, tick.at)}%` }} />
            ))}
            <i class="now" style={{ left: `${placeOn(axis, now)}%` }}>
              <b>{nearText(now, now, zone)}</b>
            </i>
          </div>
          {services.map(({ row, rollouts }) =>
            rollouts.map((rollout) => (
              <section key={`${row.service} ${rollout.family} ${rollout.image}`} class="rollout">
                <h3>
                  {row.service}{" "}
                  <span class="muted">
                    {view.images.find((image) => image.id === rollout.image)?.name ?? rollout.image}, published{" "}
                    {nearText(instantOf(rollout.publishedAt), now, zone)}
                  </span>
                </h3>
                <ol>
                  {rollout.steps.map((step) => (
                    <Lane key={step.environment} rollout={rollout} step={step} axis={axis} now={now} />
                  ))}
                </ol>
              </section>
            )),
          )}
        </div>
      )}
    </section>
  );
}
