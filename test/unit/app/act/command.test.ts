import { readCommand } from "@ami-refresh/core/app/act/command.ts";
import { describe, expect, test } from "vitest";
import { policyOf } from "../../config/sketch.ts";

const policy = policyOf({
  services: "{ checkout: { team: payments, image: base }, search: { team: payments, image: base } }",
});
const read = (text: string) => readCommand(text, policy);

test.each<[string, object]>([
  ["", { verb: "help" }],
  ["  ", { verb: "help" }],
  ["help me", { verb: "help" }],
  ["STATUS", { verb: "status" }],
  ["status checkout", { verb: "status", service: "checkout" }],
  ['plan "checkout"', { verb: "plan", service: "checkout" }],
  ["approve checkout production", { verb: "approve", service: "checkout", environment: "production" }],
  [
    "approve checkout production looks good, isn't it?",
    { verb: "approve", service: "checkout", environment: "production", reason: "looks good, isn't it?" },
  ],
  [
    "decline checkout production ami-0abc1234 “CVE &amp; friends”",
    { verb: "decline", service: "checkout", environment: "production", image: "ami-0abc1234", reason: "CVE & friends" },
  ],
  ["pause checkout db migration", { verb: "pause", service: "checkout", reason: "db migration" }],
  ["pause  checkout   'db  migration'", { verb: "pause", service: "checkout", reason: "db  migration" }],
  [
    "pause checkout production a &lt;b&gt; c",
    { verb: "pause", service: "checkout", environment: "production", reason: "a <b> c" },
  ],
  ['pause checkout "production"', { verb: "pause", service: "checkout", reason: "production" }],
  ["pause everything the bank is closed", { verb: "pause", reason: "the bank is closed" }],
  [
    "pause checkout production db  migration --until 2026-11-24 18:00",
    {
      verb: "pause",
      service: "checkout",
      environment: "production",
      reason: "db  migration",
      until: "2026-11-24 18:00",
    },
  ],
  [
    'pause checkout "--until then" —until=2026-11-24',
    { verb: "pause", service: "checkout", reason: "--until then", until: "2026-11-24" },
  ],
  ["pause everything the bank is closed --for 2h", { verb: "pause", reason: "the bank is closed", for: "2h" }],
  ["pause checkout --for 2h load  test", { verb: "pause", service: "checkout", reason: "load  test", for: "2h" }],
  ["pause checkout --for 1d 12h load test", { verb: "pause", service: "checkout", reason: "load test", for: "1d 12h" }],
  ["pause checkout --for=2h load test", { verb: "pause", service: "checkout", reason: "load test", for: "2h" }],
  ["pause --for 2h checkout load test", { verb: "pause", service: "checkout", reason: "load test", for: "2h" }],
  [
    "pause checkout a --until 18:00  load test",
    { verb: "pause", service: "checkout", reason: "a load test", until: "18:00" },
  ],
  [
    "pause checkout production --until 2026-12-01 8:00 load test",
    { verb: "pause", service: "checkout", environment: "production", reason: "load test", until: "2026-12-01 8:00" },
  ],
  [
    "pause checkout --until=2026-12-01 08:00Z 100 users",
    { verb: "pause", service: "checkout", reason: "100 users", until: "2026-12-01 08:00Z" },
  ],
  [
    'pause checkout --until "tomorrow 09:00" "--until then"',
    { verb: "pause", service: "checkout", reason: "--until then", until: "tomorrow 09:00" },
  ],
  [
    "pause checkout --until 2026-12-01 load test",
    { verb: "pause", service: "checkout", reason: "load test", until: "2026-12-01" },
  ],
  ["resume checkout --until now", { verb: "resume", service: "checkout", reason: "--until now" }],
  ["resume everything", { verb: "resume" }],
  ["resume checkout production", { verb: "resume", service: "checkout", environment: "production" }],
  ["resume checkout done", { verb: "resume", service: "checkout", reason: "done" }],
])("/ami %s", (text, expected) => {
  expect(read(text)).toEqual(expected);
});

describe("what was probably meant is asked", () => {
  test.each<[string, string]>([
    ["staus", "I do not know `staus`: did you mean `status`?"],
    ["status chekout", "there is no service `chekout`: did you mean `checkout`?"],
    ["approve checkout prodution", "checkout has no environment `prodution`: did you mean `production`?"],
    ["pause chekout why", "there is no service `chekout`: did you mean `checkout`?"],
    ["pause everythin why", "there is no service `everythin`: did you mean `everything`?"],
    ["pause checkout why --untill 18:00", "there is no option `--untill` here: did you mean `--until`?"],
    ["pause checkout prodution why --for 2h", "checkout has no environment `prodution`: did you mean `production`?"],
    ["pause checkout prodution why", "checkout has no environment `prodution`: did you mean `production`?"],
  ])("/ami %s", (text, message) => {
    expect(read(text)).toMatchObject({ wrong: { message } });
  });
});

test.each<[string, string]>([
  ["frobnicate", "say `help`"],
  ["status nothing-like-it", "services are checkout, search"],
  ["approve checkout", "write `/ami approve SERVICE ENVIRONMENT`"],
  ["pause", "write `/ami pause SERVICE`"],
  ["pause checkout", "write `/ami pause checkout REASON`"],
  ["pause everything", "write `/ami pause everything REASON`"],
  ["pause checkout --for 2h", "write `/ami pause checkout REASON --for 2h`"],
  ["pause checkout --until tomorrow 09:00", "write `/ami pause checkout REASON --until tomorrow 09:00`"],
  ["pause checkout --for why", "write `/ami pause checkout REASON --for why`"],
  ["pause checkout why --for", "write `--for DURATION`"],
  ["pause checkout why --nothing-like-it", "options are --until, --for"],
  ["pause constructor why", "services are checkout, search"],
  [`pause checkout ${"x".repeat(1001)}`, "say it in fewer"],
  [`approve checkout production ${"x".repeat(1001)}`, "say it in fewer"],
])("/ami %s says what to write", (text, remedy) => {
  expect(read(text)).toMatchObject({ wrong: { remedy } });
});
