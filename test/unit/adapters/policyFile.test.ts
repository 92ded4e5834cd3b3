import { readFileSync } from "node:fs";
import { decodePolicy, encodePolicy } from "@ami-refresh/core/adapters/policyFile.ts";
import { readConfig } from "@ami-refresh/core/config/read.ts";
import { describe, expect, it } from "vitest";

const yaml = `
timezone: Europe/London
images: { base: { owners: [self], name: "base-*", architecture: arm64, tags: { Channel: stable } } }
environments:
  staging: { delay: 1d12h, window: "Mon-Fri 09:00-24:00" }
  production: { delay: 3d, soak: 1d, notice: 8h, window: "Fri 22:00-02:00" }
freezes: [{ from: 2026-12-18, to: 2027-01-04, reason: Christmas }]
teams: { payments: { slack: "#payments", email: pay@example.com, timezone: America/New_York } }
email: { from: ami-refresh@example.com }
services:
  checkout:
    team: payments
    image: base
    refresh: { minHealthy: 90, warmup: 2m, checkpoints: [20, 100], checkpointDelay: 10m, bake: 15m, alarms: [errors] }
  ledger: { team: payments, image: base, environments: { production: { groups: [ledger-a] } } }
`;
const read = (text: string) => readConfig(text, "ami-refresh.yaml");
const shipped = (text: string) => decodePolicy(text, "policy.json");

describe("the configuration as it is shipped", () => {
  it.each([
    ["every kind of setting", yaml],
    ["the example", readFileSync("ami-refresh.yaml", "utf8")],
  ])("says what the configuration says: %s", (_, text) => {
    const policy = read(text);
    // Moments and durations have no fields that could be compared: their strings are.
    expect(JSON.parse(JSON.stringify(shipped(encodePolicy(policy))))).toEqual(JSON.parse(JSON.stringify(policy)));
  });

  it("holds moments, times and durations, not their strings", () => {
    const [staging, production] = shipped(encodePolicy(read(yaml))).services.checkout?.environments ?? [];
    expect(staging?.delay.total("hours")).toBe(36);
    expect(staging?.windows[0]).toMatchObject({ from: { hour: 9 }, days: [1, 2, 3, 4, 5] });
    expect(staging?.windows[0]).not.toHaveProperty("to");
    expect(production?.windows[0]?.to?.hour).toBe(2);
    expect(production?.freezes[0]?.to.toString()).toBe("2027-01-05T00:00:00Z");
    expect(production?.refresh).toMatchObject({ minHealthy: 90, checkpoints: [20, 100], alarms: ["errors"] });
    expect([production?.refresh.warmup, production?.refresh.bake].map((d) => d?.total("minutes"))).toEqual([2, 15]);
  });

  it("shares between services what was written once", () => {
    const { checkout, ledger } = shipped(encodePolicy(read(yaml))).services;
    expect(checkout?.environments[0]?.windows).toBe(ledger?.environments[0]?.windows);
    expect(checkout?.environments[1]?.freezes).toBe(ledger?.environments[1]?.freezes);
  });

  it("is the same service whenever it is asked for", () => {
    const { services } = shipped(encodePolicy(read(yaml)));
    expect(services.checkout).toBe(services.checkout);
    expect(Object.keys(services)).toEqual(["checkout", "ledger"]);
  });

  it.each([
    ["was changed by hand", (text: string) => text.replace("#payments", "#everybody")],
    ["is of a format to come", (text: string) => text.replace('"format":1', '"format":2')],
    ["is something else", () => "{}"],
  ])("is refused where it %s", (_, change) => {
    expect(() => shipped(change(encodePolicy(read(yaml))))).toThrow(
      "policy.json is not what the stacks wrote for these functions: deploy again",
    );
  });
});
