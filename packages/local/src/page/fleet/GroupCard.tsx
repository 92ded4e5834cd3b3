import { type InstanceMark, instanceMarks, marksText } from "../../picture/instances.ts";
import type { StepSummary } from "../../summary.ts";
import type { GroupView, View } from "../../view.ts";

interface Props {
  readonly view: View;
  readonly group: GroupView;
  readonly step: StepSummary | undefined;
}

/** More are counted: a thousand squares tell no more than a hundred. */
const mostShown = 96;

export function GroupCard({ view, group, step }: Props) {
  const marks = instanceMarks(view, group);
  const ours = step?.groups.find((candidate) => candidate.name === group.name);
  const refresh = ours?.refreshId === group.refresh?.id ? group.refresh : null;
  const active = refresh && ours?.status === "running";
  return (
    <div class="group">
      <p class="name">
        <span>{group.name}</span>
        <span class="muted" title={group.mixed ? "Mixed instances policy" : "Launch template"}>
          {template(group)}
        </span>
      </p>
      <Squares marks={marks} />
      {active && (
        <>
          <progress max={100} value={refresh.percent} aria-label={`Refresh of ${group.name}`} />
          <p class="small progress-words" title={refresh.reason ?? refresh.status}>
            {refresh.percent} %{" "}
            <span class="muted">{[refresh.status, refresh.reason].filter(Boolean).join(" · ")}</span>
          </p>
        </>
      )}
      {!active && ours && ours.status !== "succeeded" && ours.status !== "pending" && (
        <p class="small muted">{[ours.status, ours.reason].filter(Boolean).join(": ")}</p>
      )}
    </div>
  );
}

function template({ template, mixed }: GroupView): string {
  if (!template) return "launch configuration";
  return `${mixed ? "mixed" : "template"} v${template.version.replace(/^\$/, "")}`;
}

function Squares({ marks }: { readonly marks: readonly InstanceMark[] }) {
  const shown = marks.slice(0, mostShown);
  return (
    <div class="squares" role="img" aria-label={marksText(marks)}>
      {shown.map((mark) => (
        <span key={mark.id} class={`square image-${mark.image} state-${mark.state}`} title={mark.words} />
      ))}
      {marks.length > shown.length && <span class="muted small">+{marks.length - shown.length}</span>}
      {marks.length === 0 && <span class="muted small">no instances</span>}
    </div>
  );
}
