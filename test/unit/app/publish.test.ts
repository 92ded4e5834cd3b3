import { readFileSync } from "node:fs";
import { Announcement, publish } from "@ami-refresh/core/app/publish.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { aScene, family, type Scene } from "./scene.ts";

const id = "ami-0abcdef1234567890";
const example = (name: string, detail: object = {}) => {
  const event = JSON.parse(readFileSync(`test/fixtures/events/${name}.json`, "utf8"));
  return Announcement.parse({ ...event, detail: { ...event.detail, ...detail } });
};

let scene: Scene;
beforeEach(() => {
  scene = aScene();
  scene.fleet.addImage({ id, name: "base-2026.11.23" });
});

const announce = (name: string, detail = {}, families = [family]) => publish(scene, families, example(name, detail));
const sent = () =>
  scene.mailboxes.sent.map(
    ({ route, message }) => `${route} ${message.kind === "image-published" && message.image.id}`,
  );
const ignored = () => scene.log.lines.flatMap(({ fields }) => fields?.ignored ?? []);
const rejected = () =>
  scene.bus.events.map(({ type, detail }) => ({
    type,
    ...("rule" in detail && {
      rule: detail.rule,
      reason: detail.reason,
      name: detail.name,
      family: detail.family,
    }),
  }));

describe("an image is published", () => {
  test("to every family that recognises it, with the moment of the announcement", async () => {
    const second = { ...family, name: "second", namePattern: "*-2026*" };
    const other = { ...family, name: "other", namePattern: "other-*" };
    await announce("ec2-ami-state-change.available", {}, [family, second, other]);
    expect(sent()).toEqual([`family:base ${id}`, `family:second ${id}`]);
    const [first] = scene.mailboxes.sent;
    expect(first?.message).toMatchObject({ family: "base", image: { name: "base-2026.11.23" } });
    expect(first?.message.kind === "image-published" && first.message.publishedAt.toString()).toBe(
      "2026-11-23T09:12:44Z",
    );
  });

  test("when EC2, Image Builder, Parameter Store or a person announces it", async () => {
    scene.fleet.built.set("arn:aws:imagebuilder:eu-west-2:123456789012:image/base-al2023/1.0.7/1", [id]);
    scene.fleet.parameters.set("golden-ami", id);
    await announce("ec2-ami-state-change.available");
    await announce("imagebuilder-image-state-change.available");
    await announce("ssm-parameter-store-change.update");
    await announce("ami-refresh.image-published");
    expect(sent()).toEqual(Array.from({ length: 4 }, () => `family:base ${id}`));
  });

  test("for every AMI that an Image Builder image has in this Region", async () => {
    scene.fleet.addImage({ id: "ami-0aaaaaaaaaaaaaaaa", name: "windows-1" });
    scene.fleet.built.set("arn:aws:imagebuilder:eu-west-2:123456789012:image/base-al2023/1.0.7/1", [
      "ami-0aaaaaaaaaaaaaaaa",
      id,
    ]);
    await announce("imagebuilder-image-state-change.available");
    expect(sent()).toEqual([`family:base ${id}`]);
    expect(rejected()).toMatchObject([{ rule: "name" }]);
  });
});

describe("an announcement that is no publication is ignored, with the reason", () => {
  test.each([
    ["ec2-ami-state-change.failed", {}, /became failed \(Client.InternalError: the snapshot could not be created\)/],
    ["ec2-ami-state-change.deregistered", {}, /became deregistered/],
    ["ec2-ami-state-change.disabled", {}, /became disabled/],
    ["imagebuilder-image-state-change.failed", {}, /became FAILED \(Workflow Execution ID: wf-1 failed\)/],
    ["imagebuilder-image-state-change.available", {}, /has no AMI in eu-west-2/],
    ["ssm-parameter-store-change.invalid-image", {}, /names no image: Unable to Describe Resource/],
    ["ssm-parameter-store-change.update", {}, /holds no AMI id/],
    ["ssm-parameter-store-change.update", { dataType: "text" }, /not of data type aws:ec2:image/],
    ["ssm-parameter-store-change.update", { operation: "Delete" }, /was deleted/],
  ])("%s %j", async (name, detail, reason) => {
    await announce(name, detail);
    expect(ignored()).toEqual([expect.stringMatching(reason)]);
    expect(sent()).toEqual([]);
    expect(rejected()).toEqual([]);
  });
});

describe("an image that is not rolled out is rejected, by a rule that has a name", () => {
  test.each([
    ["has vanished meanwhile", () => scene.fleet.images.delete(id), "vanished", /deregistered meanwhile/],
    ["is not available", () => scene.fleet.addImage({ id, name: "base-1", state: "pending" }), "state", /is pending/],
    [
      "is a stranger's, with our name",
      () => scene.fleet.addImage({ id, name: "base-1", owner: "999988887777" }),
      "owner",
      /belongs to account 999988887777/,
    ],
    ["is of no family", () => scene.fleet.addImage({ id, name: "windows-1" }), "name", /matches no configured family/],
  ])("for it %s", async (_, spoil, rule, reason) => {
    spoil();
    await announce("ec2-ami-state-change.available");
    expect(sent()).toEqual([]);
    expect(rejected()).toMatchObject([{ type: "image.rejected", rule, reason: expect.stringMatching(reason) }]);
    expect(ignored()).toEqual([expect.stringMatching(reason)]);
  });

  test("for it is of another architecture, or lacks a tag", async () => {
    await announce("ec2-ami-state-change.available", {}, [{ ...family, architecture: "arm64" }]);
    await announce("ec2-ami-state-change.available", {}, [{ ...family, tags: { channel: "stable" } }]);
    expect(rejected()).toMatchObject([{ rule: "architecture" }, { rule: "tags" }]);
  });

  test("with the family whose name it has, so that its teams can be told", async () => {
    await announce("ec2-ami-state-change.available", {}, [{ ...family, architecture: "arm64" }]);
    scene.fleet.addImage({ id, name: "windows-1" });
    await announce("ec2-ami-state-change.available");
    scene.fleet.images.delete(id);
    await announce("ec2-ami-state-change.available");
    expect(rejected().map(({ rule, name, family }) => ({ rule, name, family }))).toEqual([
      { rule: "architecture", name: "base-2026.11.23", family: "base" },
      { rule: "name", name: "windows-1", family: undefined },
      { rule: "vanished", name: undefined, family: undefined },
    ]);
  });

  test("and announced again on that day is the same rejection, on another day another", async () => {
    scene.fleet.images.delete(id);
    const ids = async (time: string) => {
      await publish(scene, [family], { ...example("ec2-ami-state-change.available"), time });
      return scene.bus.events.map(({ detail }) => detail.id);
    };
    await ids("2026-11-23T09:12:44Z");
    // Midnight in UTC, whatever the offset in which it is written.
    expect(new Set(await ids("2026-11-24T01:59:59+02:00"))).toEqual(new Set([`rejected/${id}/vanished/2026-11-23`]));
    expect((await ids("2026-11-24T00:00:00Z")).at(-1)).toBe(`rejected/${id}/vanished/2026-11-24`);
  });
});
