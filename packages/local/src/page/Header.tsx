import type { Row } from "../picture/board.ts";
import { sentenceOf } from "../picture/sentence.ts";
import { dayText, timeText } from "../picture/when.ts";
import type { View } from "../view.ts";
import type { Live } from "./live.ts";
import { Publish } from "./Publish.tsx";
import { useSimulatedNow } from "./simulatedNow.ts";
import { zone } from "./zone.ts";

interface Props {
  readonly live: Live;
  readonly view: View;
  readonly rows: readonly Row[];
}

export function Header({ live, view, rows }: Props) {
  const sentence = sentenceOf(view, zone, rows);
  // Percentages change several times a second; a screen reader is told of the changes between them.
  const spoken = sentence.replace(/ \(\d+ %\)/g, "");
  return (
    <header class="top">
      <div class="bar">
        <p class="brand">
          <span class="mark" aria-hidden="true" />
          <strong>ami-refresh</strong>
          <span class="muted">simulated {view.endpoint.region}</span>
        </p>
        <Clock live={live} />
      </div>
      <h1>{sentence}</h1>
      <p class="hidden" role="status" aria-live="polite">
        {live.connected ? spoken : "The region does not answer any more."}
      </p>
      <div class="bar">
        <ImageLine view={view} />
        <Publish view={view} />
      </div>
      <nav class="jump" aria-label="Parts of the page">
        <a href="#fleet">Fleet</a>
        <a href="#timeline">Timeline</a>
        <a href="#messages">Slack, mail, log</a>
      </nav>
      {!live.connected && <p class="banner">The region does not answer any more. This is the last that it told.</p>}
    </header>
  );
}

function Clock({ live }: { readonly live: Live }) {
  const now = useSimulatedNow(live);
  return (
    <p class="clock">
      <span class="muted">{dayText(now, zone)}</span>
      <time dateTime={new Date(now).toISOString()}>{timeText(now, zone, true)}</time>
      <span class="muted zones">{zone === "UTC" ? "UTC" : `${zone} · ${timeText(now, "UTC")} UTC`}</span>
      <span class="speed" title="Simulated seconds per real second">
        {speedText(live.view?.speed ?? 1)}
      </span>
    </p>
  );
}

function ImageLine({ view }: { readonly view: View }) {
  const { image } = view.summary;
  if (!image) {
    return (
      <p class="image muted">
        Register one at <code>{view.endpoint.url}</code>: its groups will be refreshed to it.
      </p>
    );
  }
  return (
    <p class="image">
      <span class="muted">Image</span> <strong>{image.name}</strong> <code>{image.id}</code>{" "}
      <span class="muted">of family {image.family}</span>
    </p>
  );
}

const speedText = (speed: View["speed"]): string =>
  speed === "max"
    ? "max speed"
    : speed === 1
      ? "real time"
      : `×${Number(speed.toPrecision(3)).toLocaleString("en-GB")}`;
