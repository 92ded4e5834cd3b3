import type { LambdaFunctionURLEvent } from "aws-lambda";

/**
 * The fields that a form has sent, by name; those of no form are none. Browsers send ours `application/x-www-form-urlencoded`,
 * mail programs unsubscribe by that or by `multipart/form-data`
 * (https://www.rfc-editor.org/rfc/rfc8058#section-3.2). Lambda hands on names of headers in lower case.
 */
export function formIn({ headers, body = "", isBase64Encoded }: LambdaFunctionURLEvent): Record<string, string> {
  const text = isBase64Encoded ? Buffer.from(body, "base64").toString() : body;
  const isMultipart = headers["content-type"]?.trimStart().toLowerCase().startsWith("multipart/form-data");
  return Object.fromEntries(isMultipart ? partsOf(text) : new URLSearchParams(text));
}

/**
 * Every line that begins with two dashes ends a part, whatever boundary was announced: that of the example in RFC 8058
 * (section 8.2) is not the one that stands between its parts. None of our values has such a line.
 */
function partsOf(text: string): (readonly [name: string, value: string])[] {
  return text.split(/^--.*$/m).flatMap((part) => {
    const [head = "", ...value] = part.trim().split(/\r?\n\r?\n/);
    const name = /[;\s]name="?([^";\r\n]+)/i.exec(head)?.[1];
    return name === undefined ? [] : [[name, value.join("\n\n")] as const];
  });
}
