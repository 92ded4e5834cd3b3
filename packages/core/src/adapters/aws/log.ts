import type { Log } from "../../ports.ts";
import { writeLine } from "./writeLine.ts";

type Fields = Readonly<Record<string, unknown>>;

export interface JsonLogOptions {
  readonly write?: (line: string) => void;
  /** Fields of every line, asked for when it is written. */
  readonly current?: () => Fields;
}

/** One line of JSON for each message. */
export function jsonLog({ write = writeLine, current = () => ({}) }: JsonLogOptions = {}): Log {
  const withFields = (common: Fields): Log => {
    const log = (level: "INFO" | "WARN") => (message: string, fields?: Fields) => {
      const line = { ...current(), ...common, ...fields, level, message, timestamp: new Date().toISOString() };
      write(JSON.stringify(line, (_key, value) => (typeof value === "string" ? discreet(value) : value)));
    };
    return { info: log("INFO"), warn: log("WARN"), with: (fields) => withFields({ ...common, ...fields }) };
  };
  return withFields({});
}

/**
 * `ana@example.com` is written as `a…@example.com`: enough for whoever knows the team, and nobody's address for whoever
 * may read logs. Wherever it stands: what SES refuses, it names. Of a token of Slack nothing is left, should one ever
 * come this way.
 */
const discreet = (text: string) =>
  text
    .replace(/([^\s"'<>()@,;:])[^\s"'<>()@,;:]*@([\p{L}\d.-]+\.\p{L}{2,})/gu, "$1…@$2")
    .replace(/\bxox[a-z]-[\w-]+/g, "xox…");
