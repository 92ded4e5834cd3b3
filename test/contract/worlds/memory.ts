import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import type { Group, Launch } from "@ami-refresh/core/domain/group.ts";
import type { GroupSketch, World } from "./world.ts";

export async function memoryWorld(): Promise<World> {
  const ports = memoryPorts("2026-11-24T09:00:00Z");
  const { fleet, clock } = ports;
  const imageState = async (id: string, state: "disabled") => {
    const image = fleet.images.get(id);
    if (image) fleet.images.set(id, { ...image, state });
  };
  let made = 0;
  return {
    ...ports,
    now: () => clock.now(),
    pass: async (time) => clock.advance(time),
    addImage: async (sketch) => fleet.addImage({ id: `ami-${++made}`, ...sketch, createdAt: clock.now() }).id,
    deregister: async (id) => void fleet.images.delete(id),
    disable: (id) => imageState(id, "disabled"),
    setParameter: async (name, value) => void fleet.parameters.set(name, value),
    addBuild: async (arn, ids) => void fleet.built.set(arn, ids),
    addTemplate: async (imageId, instanceType) => fleet.addTemplate(`lt-${++made}`, imageId, instanceType).id,
    addGroup: async (sketch) => void fleet.addGroup(groupOf(sketch)),
    finishRefresh: async (group) => {
      clock.advance({ hours: 1 });
      fleet.endRefresh(group, clock.now());
    },
    failLaunch: async (group) => {
      clock.advance({ minutes: 1 });
      const failed = { at: clock.now(), description: "Launching a new EC2 instance", message: "no capacity" };
      fleet.failedActivities.set(group, [failed, ...(fleet.failedActivities.get(group) ?? [])]);
    },
    dueDigests: async () => ports.digestSchedules.digests().map((due) => ({ at: due.dueAt, due })),
    looks: async () => ports.schedules.looks(),
    sendings: async () => ports.mailboxes.sent as Awaited<ReturnType<World["sendings"]>>,
    queued: async (kind) => ports.deliveries.queued.filter((one) => one.kind === kind).map(({ delivery }) => delivery),
    events: async () => ports.bus.events,
    chatMessages: async () =>
      ports.chat.messages.map(({ ts: _, threadTs, broadcast, ...message }) => ({
        ...message,
        ...(threadTs && { replyTo: ports.chat.messages.find(({ ts }) => ts === threadTs)?.text ?? "", broadcast }),
      })),
    mails: async () => ports.mail.messages.map(({ about: _, ...mail }) => mail),
    topicArn: "arn:aws:sns:eu-west-2:123456789012:changes",
    published: async () => ports.topics.messages.map(({ body, attributes }) => ({ body, attributes })),
    webhooksAnswer: ports.webhooks.answer,
    posted: async () => ports.webhooks.messages.map(({ url, id, body }) => ({ url, id, body })),
    close: async () => {},
  };
}

function groupOf({ templateId, version, instanceTypes, ...group }: GroupSketch): Partial<Group> & { name: string } {
  const template = { id: templateId, version };
  const overrides = instanceTypes?.map((instanceType) => ({ instanceType, attributeBased: false }));
  const launch: Launch = overrides
    ? { kind: "mixed-instances", template, overrides, policy: {} }
    : { kind: "launch-template", template };
  return { ...group, launch };
}
