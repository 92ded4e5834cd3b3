import { besideGate } from "../../domain/gates/besideGate.ts";
import { byEnd } from "../../domain/rollout/byEnd.ts";
import type { Wait } from "../../domain/rollout/state.ts";
import type { Table } from "../message.ts";
import { moment, say, type Text } from "../text.ts";

/** Why it waits, and until when. */
export const waitText = ({ reason, until }: Wait): Text =>
  until ? say`${reason} – until ${moment(until)}` : say`${reason}`;

/** What a step still waits for, a row each, that which ends first first. */
export const waitsTable = (waits: readonly Wait[]): Table[] =>
  waits.length === 0
    ? []
    : [
        {
          title: "What it waits for",
          rows: waits.toSorted(byEnd).map((wait) => ({
            name: wait.gate,
            value: waitText({ ...wait, reason: besideGate(wait) }),
            notes: [],
          })),
        },
      ];

/** What keeps a step from starting on its date, though that has come, unless somebody does something about it. */
export const stoppedByPeople = (waits: readonly Wait[]): Wait[] =>
  waits.filter(({ gate, until }) => gate === "approval" || (gate === "pause" && !until));
