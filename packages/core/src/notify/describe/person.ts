import type { Person } from "../../domain/rollout/state.ts";
import type { Fact } from "../message.ts";
import { say, strong, type Text } from "../text.ts";
import { reason } from "./shared.ts";

/** `ann (payments)` */
export const person = ({ name, team }: Person): Text =>
  team === undefined ? say`${strong(name)}` : say`${strong(name)} (${team})`;

export const comment = (text: string | undefined): Fact[] =>
  text === undefined ? [] : [{ name: "Comment", value: say`${reason(text)}` }];
