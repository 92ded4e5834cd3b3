export interface Mime {
  readonly from?: string;
  readonly to: readonly string[];
  readonly subject?: string;
  readonly html?: string;
  readonly text?: string;
}

/** Reads the mail that a Raw message holds: its addresses, subject and first HTML and text part (RFC 5322, RFC 2046). */
export function readMime(source: string): Mime {
  const { headers, body } = split(source);
  const parts = partsOf(headers, body);
  const of = (type: string) => parts.find((part) => part.type === type)?.content;
  const html = of("text/html");
  const text = of("text/plain");
  const [from] = addresses(headers.get("from"));
  const subject = headers.get("subject");
  return {
    to: addresses(headers.get("to")),
    ...(from !== undefined && { from }),
    ...(subject !== undefined && { subject: decodeWords(subject) }),
    ...(html !== undefined && { html }),
    ...(text !== undefined && { text }),
  };
}

function split(source: string): { headers: Map<string, string>; body: string } {
  const [head = "", ...rest] = source.replaceAll("\r\n", "\n").split("\n\n");
  const lines = head.replace(/\n[ \t]+/g, " ").split("\n");
  const headers = lines.map((line) => /^([^:]+):\s*(.*)$/.exec(line)).filter((match) => match !== null);
  return {
    headers: new Map(headers.map(([, name = "", value = ""]) => [name.toLowerCase(), value])),
    body: rest.join("\n\n"),
  };
}

function partsOf(headers: ReadonlyMap<string, string>, body: string): { type: string; content: string }[] {
  const contentType = headers.get("content-type") ?? "text/plain";
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) {
    const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
    return [{ type, content: decode(body, headers.get("content-transfer-encoding")) }];
  }
  const pieces = body.split(`--${boundary}`).slice(1, -1);
  return pieces.flatMap((piece) => {
    const part = split(piece.replace(/^\n/, ""));
    return partsOf(part.headers, part.body.replace(/\n$/, ""));
  });
}

function decode(body: string, encoding = "7bit"): string {
  if (encoding.toLowerCase() === "base64") return Buffer.from(body, "base64").toString("utf8");
  if (encoding.toLowerCase() === "quoted-printable") return unquote(body.replace(/=\n/g, ""));
  return body;
}

const unquote = (text: string): string =>
  Buffer.from(
    text.replace(/(=[0-9A-F]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll("=", ""), "hex").toString("utf8")),
  ).toString("utf8");

/** `=?UTF-8?B?…?=` (RFC 2047). */
const decodeWords = (text: string): string =>
  text.replace(/=\?utf-8\?([bq])\?([^?]*)\?=\s*/gi, (_, kind: string, data: string) =>
    kind.toLowerCase() === "b" ? Buffer.from(data, "base64").toString("utf8") : unquote(data.replaceAll("_", " ")),
  );

const addresses = (header: string | undefined): string[] =>
  (header ?? "").split(",").flatMap((address) => (address.trim() === "" ? [] : [address.trim()]));
