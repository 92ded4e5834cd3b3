import { besideGate } from "../../domain/gates/besideGate.ts";
import type { Wait } from "../../domain/rollout/state.ts";
import type { Temporal } from "../../domain/temporal.ts";
import type { Table } from "../message.ts";
import { moment, say, type Text } from "../text.ts";

/** Why it waits; until when is said where it is not the date of the step anyway. */
export const waitText = ({ reason, until }: Wait, dueAt: Temporal.Instant | undefined): Text =>
  until && !(dueAt && until.equals(dueAt)) ? say`${reason} – until ${moment(until)}` : say`${reason}`;

/** What a step still waits for, a row each. */
export const waitsTable = (waits: readonly Wait[], dueAt: Temporal.Instant | undefined): Table[] =>
  waits.length === 0
    ? []
    : [
        {
          title: "What it waits for",
          rows: waits.map((wait) => ({
            name: wait.gate,
            value: waitText({ ...wait, reason: besideGate(wait) }, dueAt),
            notes: [],
          })),
        },
      ];

/** What keeps a step from starting on its date, though that has come, unless somebody does something about it. */
export const stoppedByPeople = (waits: readonly Wait[]): Wait[] =>
  waits.filter(({ gate, until }) => gate === "approval" || (gate === "pause" && !until));
