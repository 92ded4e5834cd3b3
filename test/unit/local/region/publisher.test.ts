import { readConfig } from "@ami-refresh/core/config/read.ts";
import { publisher } from "@ami-refresh/local/region/publisher.ts";
import type { Services } from "@ami-refresh/local/region/services.ts";
import { ec2 } from "@ami-refresh/local/services/ec2/ec2.ts";
import type { EventContent } from "@ami-refresh/local/services/events/event.ts";
import { expect, test } from "vitest";
import { configurationOf } from "../../../support/configuration.ts";
import { aContext } from "../../../support/localContext.ts";

function aPublisher(images: Readonly<Record<string, object>> = {}) {
  const context = aContext();
  const machines = ec2(context);
  const put: EventContent[] = [];
  const events = { putOn: (_: string, content: EventContent) => put.push(content) };
  const policy = readConfig(JSON.stringify(configurationOf({ images })), "ami-refresh.yaml");
  const publish = publisher(policy, { ec2: machines, events } as unknown as Services, context);
  return { publish, machines, put, emitted: context.emitted };
}

test("an image of our own account is registered, and AWS tells of it", () => {
  const { publish, machines, put, emitted } = aPublisher();
  const image = publish("al2023-base-arm");
  expect(image?.name).toBe("base-al2023-arm64-2026.11.24");
  expect(machines.images()).toMatchObject([{ id: image?.id, architecture: "arm64", owner: "123456789012" }]);
  expect(emitted).toMatchObject([
    { detailType: "EC2 AMI State Change", detail: { ImageId: image?.id, State: "available" } },
  ]);
  expect(put).toEqual([]);
});

test("a second image of the same day has a name of its own", () => {
  const { publish } = aPublisher();
  expect(publish("al2023-base")?.name).toBe("base-al2023-x86_64-2026.11.24");
  expect(publish("al2023-base")?.name).toBe("base-al2023-x86_64-2026.11.24.2");
});

test("an image carries the tags that its family asks for", () => {
  const tags = { Stage: "golden-*", Tested: "yes" };
  const { publish, machines } = aPublisher({ tagged: { owners: ["self"], name: "tagged-*", tags } });
  const image = publish("tagged");
  expect(machines.tagsOf(image?.id ?? "")).toEqual({ Stage: "golden-2026.11.24", Tested: "yes" });
});

test("an image that another account shares is there without a word from AWS: its owner announces it", () => {
  const { publish, machines, put, emitted } = aPublisher({
    shared: { owners: ["210987654321"], name: "shared-*", architecture: "arm64" },
  });
  const image = publish("shared");
  expect(machines.images()).toMatchObject([{ id: image?.id, owner: "210987654321", public: true }]);
  expect(emitted).toEqual([]);
  expect(put).toEqual([
    { source: "ami-refresh", detailType: "Image Published", resources: [], detail: { ImageId: image?.id } },
  ]);
});

test.each(["", "al2023", "constructor", "__proto__"])("there is no family %j", (family) => {
  const { publish, machines } = aPublisher();
  expect(publish(family)).toBeUndefined();
  expect(machines.images()).toEqual([]);
});
