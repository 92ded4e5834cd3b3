import { LogFormatter, Logger, LogItem } from "@aws-lambda-powertools/logger";
import type { Log } from "../../ports.ts";
import { writeLine } from "./writeLine.ts";

type Fields = Readonly<Record<string, unknown>>;

export interface JsonLogOptions {
  readonly write?: (line: string) => void;
  /** Fields of every line, asked for when it is written. */
  readonly current?: () => Fields;
}

/** One line of JSON for each message, by Powertools for AWS Lambda. */
export function jsonLog({ write = writeLine, current = () => ({}) }: JsonLogOptions = {}): Log {
  const logger = new Lines(write, { logFormatter: new FlatFormatter(current), jsonReplacerFn: discreetly });
  const withFields = (common: Fields): Log => ({
    info: (message, fields) => logger.info(message, { fields: { ...common, ...fields } }),
    warn: (message, fields) => logger.warn(message, { fields: { ...common, ...fields } }),
    with: (fields) => withFields({ ...common, ...fields }),
  });
  return withFields({});
}

/** Powertools would write to a console of its own; the line goes where `writeLine` says how Lambda's runtime wants it. */
class Lines extends Logger {
  readonly #write: (line: string) => void;

  constructor(write: (line: string) => void, options: ConstructorParameters<typeof Logger>[0]) {
    super(options);
    this.#write = write;
  }

  protected override printLog(_level: number, item: LogItem): void {
    this.#write(JSON.stringify(item.getAttributes(), this.getJsonReplacer()));
  }
}

/**
 * A message's fields beside `level`, `message` and `timestamp`. They come as one attribute, because Powertools keeps
 * `service` for the name of the application, which here is the service that the line is about.
 */
class FlatFormatter extends LogFormatter {
  readonly #current: () => Fields;

  constructor(current: () => Fields) {
    super();
    this.#current = current;
  }

  formatAttributes({ logLevel, message, timestamp }: Base, { fields }: { fields?: Fields }): LogItem {
    const own = { level: logLevel, message, timestamp: timestamp.toISOString() };
    return new LogItem({ attributes: { ...this.#current(), ...fields, ...own } });
  }
}
type Base = Parameters<LogFormatter["formatAttributes"]>[0];

const discreetly = (_key: string, value: unknown) => (typeof value === "string" ? discreet(value) : value);

/**
 * `ana@example.com` is written as `a…@example.com`: enough for whoever knows the team, and nobody's address for whoever
 * may read logs. Wherever it stands: what SES refuses, it names. Of a URL the host is left, for in many a webhook's the
 * path is what lets its holder post there; of a token of Slack nothing, should one ever come this way.
 */
const discreet = (text: string) =>
  text
    .replace(/([^\s"'<>()@,;:])[^\s"'<>()@,;:]*@([\p{L}\d.-]+\.\p{L}{2,})/gu, "$1…@$2")
    .replace(/(https:\/\/[^\s"'<>()/?#]+)[/?#][^\s"'<>()]+/g, "$1/…")
    .replace(/\bxox[a-z]-[\w-]+/g, "xox…");
