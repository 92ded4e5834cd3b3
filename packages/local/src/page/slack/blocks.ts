/** Block Kit as far as it can be shown; what is unknown is named, never dropped. */
export type Block =
  | { readonly kind: "header"; readonly text: string }
  | { readonly kind: "section"; readonly text: Text | undefined; readonly fields: readonly Text[] }
  | { readonly kind: "context"; readonly texts: readonly Text[] }
  | { readonly kind: "divider" }
  | { readonly kind: "actions"; readonly labels: readonly string[] }
  | { readonly kind: "unknown"; readonly type: string };

export interface Text {
  readonly text: string;
  /** False: plain text, in which nothing is marked. */
  readonly marked: boolean;
}

export function blockOf(value: unknown): Block {
  const block = fieldsOf(value);
  const texts = (list: unknown): Text[] => (Array.isArray(list) ? list.flatMap((item) => textOf(item) ?? []) : []);
  switch (block.type) {
    case "header":
      return { kind: "header", text: textOf(block.text)?.text ?? "" };
    case "section":
      return { kind: "section", text: textOf(block.text), fields: texts(block.fields) };
    case "context":
      return { kind: "context", texts: texts(block.elements) };
    case "divider":
      return { kind: "divider" };
    case "actions":
      return {
        kind: "actions",
        labels: (Array.isArray(block.elements) ? block.elements : []).flatMap(
          (element) => textOf(fieldsOf(element).text)?.text ?? [],
        ),
      };
    default:
      return { kind: "unknown", type: typeof block.type === "string" ? block.type : "block" };
  }
}

function textOf(value: unknown): Text | undefined {
  const { type, text } = fieldsOf(value);
  return typeof text === "string" ? { text, marked: type === "mrkdwn" } : undefined;
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};
