import { formIn } from "@ami-refresh/functions/form.ts";
import type { LambdaFunctionURLEvent } from "aws-lambda";
import { expect, test } from "vitest";

const sent = (type: string | undefined, body: string, isBase64Encoded = false) =>
  formIn({
    headers: type === undefined ? {} : { "content-type": type },
    body: isBase64Encoded ? Buffer.from(body).toString("base64") : body,
    isBase64Encoded,
  } as LambdaFunctionURLEvent);

const oneClick = { "List-Unsubscribe": "One-Click" };
const part = 'Content-Disposition: form-data; name="List-Unsubscribe"';
const lines = (...all: string[]) => all.join("\r\n");

test.each([true, false])("a form of a browser; in base64: %s", (isBase64Encoded) => {
  const type = "application/x-www-form-urlencoded";
  expect(sent(type, "do=change&id=own%2F1&digest=daily", isBase64Encoded)).toEqual({
    do: "change",
    id: "own/1",
    digest: "daily",
  });
  expect(sent(type, "List-Unsubscribe=One-Click", isBase64Encoded)).toEqual(oneClick);
});

test.each([
  // The example in RFC 8058, section 8.2: its boundary has two dashes fewer than it should.
  [
    "---FormBoundaryjWmhtjORrn",
    lines("---FormBoundaryjWmhtjORrn", part, "", "One-Click", "---FormBoundaryjWmhtjORrn--"),
  ],
  ["another", lines("--x", part, "", "One-Click", "--x--", "")],
  ["x", lines("--x", part, "Content-Type: text/plain", "", "One-Click", "--x--", "")],
  ["x", lines("--x", "content-disposition: form-data;name=List-Unsubscribe", "", "One-Click", "--x--")],
  ["x", ["--x", part, "", "One-Click", "--x--"].join("\n")],
  ["x", lines("before", "--x", part, "", "One-Click")],
])("a form of a mail program, with the boundary %s", (boundary, body) => {
  expect(sent(`multipart/form-data; boundary=${boundary}`, body, true)).toEqual(oneClick);
  expect(sent(`Multipart/Form-Data;boundary="${boundary}"`, body)).toEqual(oneClick);
});

test("several parts", async () => {
  const form = new FormData();
  form.set("do", "change");
  form.set("id", "own/1");
  form.set("file", new Blob(["one\n\ntwo"]), "name=x.txt");
  const request = new Request("https://links.example.com", { method: "POST", body: form });
  const body = await request.text();
  expect(sent(request.headers.get("content-type") ?? "", body)).toEqual({
    do: "change",
    id: "own/1",
    file: "one\n\ntwo",
  });
});

test("what is no form has no fields", () => {
  expect(sent(undefined, "")).toEqual({});
  expect(sent("multipart/form-data; boundary=x", "List-Unsubscribe=One-Click")).toEqual({});
  expect(sent("multipart/form-data; boundary=x", lines("--x", "X-Name: a", "", "One-Click", "--x--"))).toEqual({});
});
