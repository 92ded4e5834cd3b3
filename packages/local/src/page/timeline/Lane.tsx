import { useId } from "preact/hooks";
import { type Axis, placeOn } from "../../picture/axis.ts";
import { type Segment, segmentsOf } from "../../picture/segments.ts";
import { stepBrief, stepWords } from "../../picture/stepWords.ts";
import { instantOf } from "../../picture/when.ts";
import { cellStatus, glyphOf } from "../../picture/words.ts";
import type { RolloutSummary, StepSummary } from "../../summary.ts";
import { zone } from "../zone.ts";

interface Props {
  readonly rollout: RolloutSummary;
  readonly step: StepSummary;
  readonly axis: Axis;
  readonly now: number;
}

/** One environment of a rollout along time. The exact words show on hover and focus; on a phone they always do. */
export function Lane({ rollout, step, axis, now }: Props) {
  const words = useId();
  const status = cellStatus(step.status);
  const started = step.startedAt ? instantOf(step.startedAt) : undefined;
  return (
    <li class={`lane is-${status}`}>
      <button type="button" aria-describedby={words}>
        <span class="label">
          <span class="environment-name">
            <span class="status" aria-hidden="true">
              {glyphOf(status)}
            </span>{" "}
            {step.environment}
          </span>
          <span class="brief">{stepBrief(step, now, zone)}</span>
        </span>
        <span class="track" aria-hidden="true">
          {segmentsOf(rollout, step, now).map((segment) => (
            <Bar key={`${segment.kind} ${segment.from}`} segment={segment} axis={axis} />
          ))}
          {step.dueAt && !started && <i class="due" style={{ left: `${placeOn(axis, instantOf(step.dueAt))}%` }} />}
        </span>
      </button>
      <ul class="words" id={words}>
        {stepWords(step, now, zone).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </li>
  );
}

function Bar({ segment, axis }: { readonly segment: Segment; readonly axis: Axis }) {
  const left = placeOn(axis, segment.from);
  const width = placeOn(axis, segment.to) - left;
  const kind =
    segment.kind === "wait"
      ? `wait gate-${segment.gate}${segment.open ? " open" : ""}`
      : `refresh outcome-${segment.outcome}`;
  return (
    <span class={kind} style={{ left: `${left}%`, width: `${width}%` }}>
      {segment.kind === "wait" && width > 7 && segment.gate}
    </span>
  );
}
