/** Block Kit as far as it can be shown; what is unknown is named, never dropped. */
export type Block =
  | { readonly kind: "header"; readonly text: string }
  | { readonly kind: "section"; readonly text: Text | undefined; readonly fields: readonly Text[] }
  | { readonly kind: "context"; readonly texts: readonly Text[] }
  | { readonly kind: "divider" }
  | { readonly kind: "actions"; readonly buttons: readonly Button[] }
  | { readonly kind: "unknown"; readonly type: string };

export interface Button {
  readonly id: string;
  readonly label: string;
  readonly style: "primary" | "danger" | undefined;
  /** What is asked before it is pressed. */
  readonly confirm:
    | { readonly title: string; readonly text: string; readonly yes: string; readonly no: string }
    | undefined;
}

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
      return { kind: "actions", buttons: (Array.isArray(block.elements) ? block.elements : []).flatMap(buttonOf) };
    default:
      return { kind: "unknown", type: typeof block.type === "string" ? block.type : "block" };
  }
}

function buttonOf(value: unknown): Button[] {
  const { action_id, text, style, confirm } = fieldsOf(value);
  const label = textOf(text)?.text;
  if (label === undefined) return [];
  const id = typeof action_id === "string" ? action_id : "";
  return [
    { id, label, style: style === "primary" || style === "danger" ? style : undefined, confirm: confirmOf(confirm) },
  ];
}

function confirmOf(value: unknown): Button["confirm"] {
  const { title, text, confirm, deny } = fieldsOf(value);
  const [asked, consequence, yes, no] = [title, text, confirm, deny].map((one) => textOf(one)?.text ?? "");
  return asked ? { title: asked, text: consequence ?? "", yes: yes || "Yes", no: no || "No" } : undefined;
}

function textOf(value: unknown): Text | undefined {
  const { type, text } = fieldsOf(value);
  return typeof text === "string" ? { text, marked: type === "mrkdwn" } : undefined;
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};
