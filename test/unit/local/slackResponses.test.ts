import { slackResponses } from "@ami-refresh/local/services/slack/responses.ts";
import { expect, test } from "vitest";

const ana = { id: "U012AB3CD", name: "ana", of: [] };
const answer = (text: string, replaces: boolean) => ({
  response_type: "ephemeral",
  replace_original: replaces,
  text,
});

test("an answer takes the place of the ephemeral message in which something was pressed, and of no other", () => {
  const responses = slackResponses("http://local/", () => 0);
  responses.take(responses.open("#payments", ana), answer("Sure?", false));
  const [question] = responses.messages();
  const pressed = responses.open("#payments", ana, question?.ts);
  expect(responses.take(pressed, answer("Done.", true))).toEqual([200, "ok"]);
  expect(responses.messages()).toMatchObject([{ ts: question?.ts, text: "Done." }]);
  expect(responses.take(pressed, answer("By the way", false))).toEqual([200, "ok"]);
  expect(responses.messages().map(({ text }) => text)).toEqual(["Done.", "By the way"]);
  // What everybody sees stays.
  expect(responses.take(responses.open("#payments", ana), answer("Gone", true))).toEqual([400, "invalid_payload"]);
  expect(responses.messages()).toHaveLength(2);
});
