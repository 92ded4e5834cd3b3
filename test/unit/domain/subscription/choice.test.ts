import { asChosen, differing } from "@ami-refresh/core/domain/subscription/choice.ts";
import { type Choice, type Kept, nobody, type Readers } from "@ami-refresh/core/domain/subscription/kept.ts";
import { isStillWanted } from "@ami-refresh/core/domain/subscription/stillWanted.ts";
import { type Severity, severities } from "@ami-refresh/core/domain/subscription.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { describe, expect, test } from "vitest";
import { at } from "../../../support/policy.ts";
import { aKept } from "../../../support/readers.ts";

const address = { channel: "email", to: "ana@example.com" } as const;
const aChoice = (more: Pick<Choice, "severity" | "digest">): Choice => ({
  address,
  at: at("2026-11-24T10:00:00Z"),
  by: "a link in a mail",
  ...more,
});

describe("what is chosen for an address of the configuration", () => {
  const nine = { daily: Temporal.PlainTime.from("09:00") };
  const quietHours = { from: Temporal.PlainTime.from("22:00"), to: Temporal.PlainTime.from("07:00") };
  const configured = {
    filter: { services: ["checkout"], severity: "warning" },
    pace: { digest: "hourly", quietHours },
  } as const;

  test.each<[Pick<Choice, "severity" | "digest">, object]>([
    [{ severity: "failure" }, { ...configured, filter: { services: ["checkout"], severity: "failure" } }],
    [{ digest: nine }, { ...configured, pace: { digest: nine, quietHours } }],
    [{ digest: "immediately" }, { ...configured, pace: { quietHours } }],
    [{}, configured],
  ])("%o is less of that, or at other times, and the rest stays", (choice, told) => {
    expect(asChosen(aChoice(choice), configured)).toEqual(told);
  });

  test("is all that it says where nothing is chosen", () => {
    expect(asChosen(undefined, configured)).toBe(configured);
    const all = { filter: {}, pace: {} };
    expect(asChosen(aChoice({}), all)).toEqual(all);
  });
});

describe("what is another than the configuration says", () => {
  const nine = { daily: Temporal.PlainTime.from("09:00") };
  const [atOnce, hourly, daily, failures] = [
    { filter: {}, pace: {} },
    { filter: {}, pace: { digest: "hourly" } },
    { filter: {}, pace: { digest: nine } },
    { filter: { severity: "failure" }, pace: {} },
  ] as const;
  type Part = Pick<Choice, "severity" | "digest">;

  test.each<[string, Part, readonly Parameters<typeof differing>[1][number][], Part]>([
    ["at once, where it is", { digest: "immediately" }, [atOnce], {}],
    ["a digest of another time", { digest: nine }, [hourly], { digest: nine }],
    ["the digest that it has", { digest: { daily: Temporal.PlainTime.from("09:00") } }, [daily], {}],
    ["a digest that one of two has", { digest: "hourly" }, [hourly, daily], { digest: "hourly" }],
    ["failures only", { severity: "failure" }, [atOnce], { severity: "failure" }],
    [
      "failures only, where one of two has no others",
      { severity: "failure" },
      [failures, atOnce],
      { severity: "failure" },
    ],
    ["failures only, where there are no others", { severity: "failure", digest: "hourly" }, [failures], {}],
    [
      "a digest of failures, which come at once",
      { severity: "failure", digest: nine },
      [hourly],
      { severity: "failure" },
    ],
    ["a digest, where there are only failures", { digest: "hourly" }, [failures], {}],
  ])("%s", (_, choice, configured, other) => {
    expect(differing(choice, configured)).toEqual(other);
  });
});

describe("what was put aside is still wanted", () => {
  const wanted = (readers: Partial<Readers>, team?: string) =>
    severities.filter((severity: Severity) =>
      isStillWanted(
        { ...nobody, ...readers },
        { id: "ana-1", address, timezone: "UTC", ...(team && { team }) },
        severity,
      ),
    );
  const own = (filter: Kept["filter"]): Partial<Readers> => ({ subscriptions: [aKept({ filter })] });

  test("by an address that wants failures only by now, where it is one", () => {
    const choices = [aChoice({ severity: "failure" })];
    expect(wanted({ choices }, "payments")).toEqual(["failure"]);
    expect(wanted(own({ severity: "failure" }))).toEqual(["failure"]);
  });

  test("by others, whatever it is, where somebody wanted it before", () => {
    expect(wanted({ choices: [aChoice({ digest: "hourly" })] }, "payments")).toEqual(severities);
    expect(wanted({}, "payments")).toEqual(severities);
    expect(wanted(own({ severity: "warning" }))).toEqual(severities);
  });

  test("by nobody whose own subscription has ended, or whose address is told nothing", () => {
    expect(wanted({})).toEqual([]);
    const silenced = [{ address, why: "unsubscribed", at: at("2026-11-24T10:00:00Z") }] as const;
    expect(wanted({ ...own({}), silenced })).toEqual([]);
    expect(wanted({ silenced }, "payments")).toEqual([]);
  });

  test("by a person, whatever was chosen for a team's address that is theirs as well", () => {
    expect(wanted({ ...own({}), choices: [aChoice({ severity: "failure" })] })).toEqual(severities);
  });
});
