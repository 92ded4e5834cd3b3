import { styleText } from "node:util";
import type { Temporal } from "@ami-refresh/core/domain/temporal.ts";

/** What a command may touch: where it writes, the time, the environment variables, and whether its reader sees colours. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  now(): Temporal.Instant;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly colour: boolean;
  /** Asks the person in front of it; absent where there is none. */
  readonly ask?: (question: string) => Promise<string>;
}

export type Style = "bold" | "dim" | "red" | "yellow" | "cyan" | "green";

export const styled = (terminal: Pick<Terminal, "colour">, style: Style, text: string): string =>
  terminal.colour ? styleText(style, text, { validateStream: false }) : text;
