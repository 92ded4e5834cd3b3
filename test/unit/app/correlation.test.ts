import { decodeEvent, encodeEvent } from "@ami-refresh/core/adapters/aws/domainEvent.ts";
import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import { advance } from "@ami-refresh/core/app/advance.ts";
import { perform } from "@ami-refresh/core/app/perform.ts";
import { Announcement, publish } from "@ami-refresh/core/app/publish.ts";
import { recordedBus } from "@ami-refresh/core/app/recordedBus.ts";
import { readConfig } from "@ami-refresh/core/config/read.ts";
import { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { expect, it } from "vitest";
import { tell } from "../../support/telling.ts";

const policy = readConfig(
  `
images: { base: { owners: [self], name: "base-*" } }
environments: { development: {}, production: { delay: 3d } }
teams: { payments: { slack: "#payments", email: ana@example.com } }
email: { from: ami-refresh@example.com }
services: { checkout: { team: payments, image: base } }
`,
  "ami-refresh.yaml",
);
const checkout = policy.services.checkout;
if (!checkout) throw new Error("the configuration above has a service");

const announcement = Announcement.parse({
  id: "6f0a8c1e-announced",
  account: "123456789012",
  region: "eu-west-2",
  time: "2026-11-24T10:00:00Z",
  source: "aws.ec2",
  "detail-type": "EC2 AMI State Change",
  detail: { ImageId: "ami-0123456789abcdef0", State: "available" },
});

it("one id follows an image from its announcement to the last of its messages, days later", async () => {
  const memory = memoryPorts("2026-11-24T10:00:05Z");
  const ports = { ...memory, bus: recordedBus(memory.bus, memory) };
  memory.fleet.addImage({ id: "ami-0123456789abcdef0", name: "base-1" });
  for (const environment of ["development", "production"]) {
    memory.fleet.addTemplate(`lt-${environment}`, "ami-old");
    memory.fleet.addGroup({ name: environment, tags: { Service: "checkout", Environment: environment } });
  }
  const advancing = {
    ...ports,
    lookUp: async () => [],
    perform: (...[command, track]: Parameters<Parameters<typeof advance>[0]["perform"]>) =>
      perform(ports, checkout, policy.families, command, track),
  };
  const look = { kind: "look-again", service: "checkout", family: "base" } as const;

  await publish(ports, Object.values(policy.families), announcement);
  for (const { message } of memory.mailboxes.sent) await advance(advancing, checkout, message);
  memory.fleet.endRefresh("development", memory.clock.now());
  await advance(advancing, checkout, look);
  memory.clock.set(Temporal.Instant.from("2026-11-27T10:01:00Z"));
  await advance(advancing, checkout, look);
  memory.fleet.endRefresh("production", memory.clock.now());
  await advance(advancing, checkout, look);
  for (const event of memory.bus.events) await tell(ports, policy, decodeEvent(encodeEvent(event)));

  expect(memory.bus.events.map(({ type }) => type)).toEqual([
    "rollout.planned",
    "step.started",
    "step.succeeded",
    "step.started",
    "step.succeeded",
    "rollout.completed",
  ]);
  expect(memory.chat.messages.length).toBeGreaterThan(0);
  expect(memory.log.lines.length).toBeGreaterThan(memory.bus.events.length);
  for (const { message, fields } of memory.log.lines) {
    expect({ message, ...fields }).toMatchObject({
      message,
      image: "ami-0123456789abcdef0",
      correlationId: "6f0a8c1e-announced",
    });
  }
});
