import type { RolloutView } from "@ami-refresh/core/app/showRollout.ts";
import { rolloutStyle } from "@ami-refresh/core/pages/rollout/style.ts";
import { toRolloutPage } from "@ami-refresh/core/pages/rolloutPage.ts";
import { style } from "@ami-refresh/core/pages/style.ts";
import { describe, expect, test } from "vitest";
import { changed, scenes, service } from "./scenes.ts";

/** The pages, but for their sheet, kept in files to be read: `npx vitest run test/unit/pages -u` writes them anew. */
const pageOf = (view: RolloutView): string => toRolloutPage(view).html;
const bodyOf = (view: RolloutView): string => pageOf(view).replace(style, "…").replace(rolloutStyle, "…");
const textOf = (view: RolloutView): string =>
  bodyOf(view)
    .replaceAll(/<\/?(?:time|strong|code|a|span)[^>]*>/g, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ");

test.each(["approval", "running", "failed"] as const)("the page of a rollout reads as it did: %s", async (name) => {
  await expect(bodyOf(scenes[name])).toMatchFileSnapshot(`../../golden/page-${name}.html`);
});

describe("the page of a rollout says", () => {
  test.each([
    ["waiting", "staging is next, on Wed 25 Nov 2026, 09:00 GMT."],
    ["waiting", "Wed 25 Nov 2026, 09:00 GMT, in 21 hours"],
    ["waiting", "runs base-al2023-2026.10.20, 35 days older"],
    ["approval", "production waits for an approval."],
    ["approval", "To approve: ami-refresh approve checkout production --image ami-1 --team payments or in Slack /ami"],
    ["paused", "production of checkout is paused by ann since Fri 27 Nov 2026, 11:00 GMT: database migration"],
    ["paused", "To resume: ami-refresh resume checkout production or in Slack /ami resume checkout production"],
    ["paused", "everything is paused until Mon 30 Nov 2026, 09:00 GMT by ann since"],
    ["paused", "Paused by ann until somebody resumes; then production is next."],
    ["paused", "approved by ann on Thu 26 Nov 2026, 10:00 GMT “as agreed”"],
    ["running", "checkout-prod-a at least 50 % of the instances are new"],
    ["running", "is at its checkpoint of 50 %, until Tue 1 Dec 2026, 11:00 GMT"],
    ["running", "To stop it: ami-refresh cancel checkout production --image ami-1 --reason …"],
    ["failed", "checkout-prod-b failed: the instance refresh ended as Failed"],
    ["rolled-back", "production was rolled back for ann, and the image goes no further."],
    ["rolled-back", "rolled back for ann, on Tue 1 Dec 2026, 10:10 GMT the new kernel drops packets"],
    ["declined", "ann (payments) declined it: as agreed"],
    ["finished", "it runs in every environment; the rollout ended on Tue 1 Dec 2026, 10:30 GMT."],
    ["finished", "To go back to the image from before: ami-refresh roll-back checkout production --image ami-1"],
    ["superseded", "A newer image is on its way: base-al2023-2026.11.26, published Thu 26 Nov 2026, 09:00 GMT"],
    ["finished", "Tags that changed Kernel: 6.1.115 (was 6.1.112)"],
    ["finished", "Times are in Europe/London."],
  ] as const)("%s: %s", (name, words) => {
    expect(textOf(scenes[name]).toLowerCase()).toContain(words.toLowerCase());
  });

  test("of what is being taken back no percentage, which is of what is left", () => {
    const reason = "the new kernel drops packets";
    const by = { name: "ann", kind: "cli" } as const;
    const stopping = changed(scenes.running, (track) => ({
      ...track,
      rollouts: track.rollouts.map((rollout) => ({
        ...rollout,
        steps: rollout.steps.map((step) =>
          step.status === "running"
            ? { ...step, stop: { verb: "roll-back" as const, by, at: scenes.running.now, reason } }
            : step,
        ),
      })),
    }));
    const text = textOf(stopping);
    expect(text).toContain(
      "2 groups being rolled back for ann since Tue 1 Dec 2026, 10:20 GMT the new kernel drops packets",
    );
    expect(text).toContain("production is being rolled back.");
    expect(text).toContain("checkout-prod-a is being rolled back");
    expect(text).toContain("production being rolled back");
    expect(text).not.toContain(" %");
    expect(text).not.toContain("cancel checkout production");
  });

  test("every moment to programs too", () => {
    expect(bodyOf(scenes.approval)).toContain(
      '<time datetime="2026-12-01T10:00:00Z">Tue 1 Dec 2026, 10:00 GMT</time>, in 3 days 22 hours',
    );
  });

  test("no command to take back what something newer has followed", () => {
    expect(textOf(scenes.superseded)).not.toContain("roll-back checkout staging");
    expect(textOf(scenes.finished)).toContain("roll-back checkout staging");
  });

  test("that the groups are being looked up, before there are any", () => {
    const finding = changed(scenes.running, (track) => ({
      ...track,
      rollouts: track.rollouts.map((rollout) => ({
        ...rollout,
        steps: rollout.steps.map((step) => (step.status === "running" ? { ...step, finding: true, groups: [] } : step)),
      })),
    }));
    expect(textOf(finding)).toContain("its groups are being looked up");
    expect(bodyOf(finding)).toContain('aria-label="0 %"');
  });

  test("of many groups how many are how far, and not each of them", () => {
    const names = Array.from({ length: 60 }, (_, i) => `checkout-prod-${i}`);
    const many = changed(scenes.running, (track) => ({
      ...track,
      rollouts: track.rollouts.map((rollout) => ({
        ...rollout,
        steps: rollout.steps.map((step) =>
          step.status === "running"
            ? { ...step, groups: names.map((name) => ({ name, status: "pending" as const })) }
            : step,
        ),
      })),
    }));
    expect(bodyOf(many)).toContain("<summary>60 groups not started</summary>");
    expect(bodyOf(many)).toContain("… and 20 more");
    expect(bodyOf(many)).toContain("checkout-prod-39<");
    expect(bodyOf(many)).not.toContain("checkout-prod-40<");
  });
});

test("it renews itself while the rollout is under way, and says so", () => {
  for (const [name, view] of Object.entries(scenes)) {
    const isUnderWay = !["failed", "rolled-back", "declined", "finished"].includes(name);
    expect(bodyOf(view).includes('<meta http-equiv="refresh" content="120">'), name).toBe(isUnderWay);
    expect(textOf(view).includes("this page renews itself every 2 minutes"), name).toBe(isUnderWay);
  }
});

test("what can be done is folded nowhere, for the page would fold it when it renews itself; what is asked stands with its environment", () => {
  for (const view of Object.values(scenes)) {
    for (const [folded] of bodyOf(view).matchAll(/<details.*?<\/details>/gs))
      expect(folded).not.toContain("ami-refresh ");
  }
  const [cards = "", rest] = bodyOf(scenes.approval).split("<h2>What can be done</h2>");
  expect(cards).toContain('<p class="do">To approve: <code>');
  expect(rest).toMatch(/<dt>production<\/dt><dd><p>To hold it up: <code>/);
  expect(rest).not.toContain("To approve");
  expect(bodyOf(scenes.declined)).toContain("<h2>What can be done</h2>");
});

test("it leads to the console where there is one", () => {
  expect(bodyOf(scenes.running)).toContain(
    'href="https://console.aws.amazon.com/ec2/home?region=eu-west-2#AutoScalingGroupDetails:id=checkout-prod-a"',
  );
  const { region: _, ...local } = scenes.running;
  expect(bodyOf(local)).not.toContain("href=");
});

describe("whatever comes from outside", () => {
  const hostile = `"><script>alert(1)</script><b onclick='x'>&amp;\u202e`;
  const evil = changed(scenes.failed, (track) => ({
    ...track,
    pauses: [],
    rollouts: track.rollouts.map((rollout) => ({
      ...rollout,
      image: { ...rollout.image, name: hostile, architecture: hostile },
      tags: { [hostile]: hostile },
      steps: rollout.steps.map((step) => ({
        ...step,
        ...("groups" in step && {
          groups: step.groups.map((group) => ({
            ...group,
            name: hostile,
            ...("reason" in group && { reason: hostile }),
          })),
        }),
      })),
    })),
  }));
  const html = bodyOf({ ...evil, service: { ...service, name: hostile }, team: { ...evil.team, name: hostile } });

  test("is text", () => {
    expect(html).not.toMatch(/<script|<b |\u202e/);
    expect(html).toContain("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;b onclick=&#39;x&#39;&gt;&amp;amp;");
  });

  test("stands in an address as a parameter", () => {
    for (const [, address = ""] of html.matchAll(/href="([^"]*)"/g)) {
      expect(address).toMatch(
        /^https:\/\/console\.aws\.amazon\.com\/ec2\/home\?region=eu-west-2#[A-Za-z]+:[A-Za-z]+=[\w%.-]+$/,
      );
    }
  });
});

test("it has nothing that the policy of the page forbids: no script, no style of an element, nothing to load", () => {
  for (const view of Object.values(scenes)) {
    expect(bodyOf(view)).not.toMatch(/<script|<link|<img|<iframe|<form| style=| on[a-z]+=|url\(/);
  }
  expect(style + rolloutStyle).not.toMatch(/@import|url\(/);
});
