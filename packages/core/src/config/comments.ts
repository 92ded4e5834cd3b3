/** A comment that has taken in a closing bracket, or the comma at the end of its line. */
interface Comment {
  /** Of its `#`. */
  readonly offset: number;
  /** From its `#` to the bracket or comma. */
  readonly text: string;
}

/** In a line that opens its first comment, outside quotes, where a value was to come. */
const unquoted =
  /^(?:[^#"'\r\n]|"[^"\r\n]*"|'[^'\r\n]*')*?(?::[ \t]+|[,[][ \t]*)(#[^\s#](?:.*?[}\]]|.*,(?=[ \t]*\r?$)))/gm;

/**
 * The last comment up to an offset that was probably meant as a value, as in `{ slack: #payments }` or `{ slack: #payments,`: the map or list that it
 * stands in goes on behind it, and the parser notices some lines later. https://yaml.org/spec/1.2.2/#66-comments
 */
export function meantAsValue(source: string, upTo: number): Comment | undefined {
  return [...source.matchAll(unquoted)]
    .map(({ 0: all, 1: text = "", index }) => ({ offset: index + all.length - text.length, text }))
    .findLast(({ offset }) => offset <= upTo);
}
