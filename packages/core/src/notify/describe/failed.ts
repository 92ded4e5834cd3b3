import type { GroupProgress } from "../../domain/rollout/state.ts";
import type { Message, Table } from "../message.ts";
import { count, list, moment, say, strong, type Text } from "../text.ts";
import { writeSpan } from "../times.ts";
import { groupRows, isBroken } from "./groups.ts";
import {
  type DetailOf,
  environmentsAfter,
  footerFor,
  imageFacts,
  imageName,
  type Reader,
  reason,
  subjectOf,
} from "./shared.ts";
import { describeEndOfStop, wasStopped } from "./stopped.ts";

type Failed = DetailOf<"step.failed">;

export function describeFailed(detail: Failed, reader: Reader): Message {
  if (wasStopped(detail)) return describeEndOfStop(detail, reader);
  const { service, environment, groups, rolledBack, startedAt, at } = detail;
  const took = writeSpan(startedAt, at);
  const broken = groups.filter(isBroken);
  return {
    event: "step.failed",
    severity: "failure",
    headline: `${service} · ${environment}: refresh failed${rolledBack ? ", rolled back" : ""}`,
    subject: subjectOf(detail, say`the refresh of ${environment} failed${rolledBack ? " and was rolled back" : ""}`),
    lead: say`The refresh of ${strong(service)} in ${strong(environment)} to ${imageName(detail)} failed after ${took}: ${count(broken.length, "group")} of ${groups.length}. ${aftermath(detail)}`,
    facts: [
      ...(broken.length === 0 ? [{ name: "Reason", value: say`${reason(detail.reason)}` }] : []),
      ...imageFacts(detail, reader),
      { name: "Rolled back", value: say`${howFar(broken)}` },
      { name: "Started", value: say`${moment(startedAt)}` },
      { name: "Failed", value: say`${moment(at)}` },
    ],
    tables: [
      table("Failed, and why", broken, reader),
      table(
        "Other groups",
        groups.filter((group) => !isBroken(group)),
        reader,
      ),
    ].flat(),
    next: next(detail, reader),
    footer: footerFor(detail, reader),
    zone: reader.team.timezone,
  };
}

const table = (title: string, groups: readonly GroupProgress[], reader: Reader): Table[] =>
  groups.length === 0 ? [] : [{ title, rows: groupRows(groups, reader) }];

function howFar(broken: readonly GroupProgress[]): string {
  const back = broken.filter(({ status }) => status === "rolled-back").length;
  if (back === 0) return "no";
  return back === broken.length ? "yes" : `${back} of ${broken.length} groups that failed`;
}

function aftermath({ rolledBack, groups }: Failed): string {
  if (rolledBack) return "Every group that failed runs the image it ran before.";
  return groups.some((group) => group.status === "failed" && group.refreshId)
    ? "Not every group was rolled back."
    : "Nothing was changed in the groups that failed.";
}

function next({ service, environment, family, image, groups }: Failed, reader: Reader): Text[] {
  const torn = groups.filter((group) => group.status === "failed" && group.refreshId);
  const spared = (environmentsAfter(reader, environment) ?? []).map(({ name }) => say`${strong(name)}`);
  const refreshed = groups.filter(({ status }) => status === "succeeded").length;
  return [
    ...(torn.length === 0
      ? []
      : [
          say`Please look at the ${torn.length === 1 ? "group" : "groups"} that failed: instances of both images may be running there.`,
        ]),
    say`${image.name} goes no further in ${service}${spared.length === 0 ? "" : say`: ${list(spared)} ${spared.length === 1 ? "keeps" : "keep"} the image that ${spared.length === 1 ? "it has" : "they have"}`}.`,
    ...(refreshed === 0
      ? []
      : [
          say`${count(refreshed, "group")} had been refreshed before and ${refreshed === 1 ? "keeps" : "keep"} the new image.`,
        ]),
    say`The next image of ${family} is tried anew, beginning with the first environment.`,
  ];
}
