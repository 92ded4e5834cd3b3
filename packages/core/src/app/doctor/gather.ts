import { addressOf } from "../../doctor/addresses.ts";
import type { Facts, SurveyedGroup, Unchecked } from "../../doctor/facts.ts";
import { topicsIn } from "../../doctor/topics.ts";
import type { Image } from "../../domain/image.ts";
import { slotsOf, versionKey } from "../../domain/launch/slots.ts";
import type { TemplateVersion } from "../../domain/launch/templateVersion.ts";
import type { Policy } from "../../domain/policy.ts";
import { subscriptionsOf } from "../../domain/subscription/subscriptionsOf.ts";
import { type ChannelKind, isSlackUser } from "../../domain/subscription.ts";
import { type DoctorPorts, Unanswered } from "./ports.ts";

/**
 * Looks up all that the rules are decided from. What AWS refuses to show is left out, with the reason in `unchecked`;
 * what cannot be reached is thrown.
 */
export async function gatherFacts(ports: DoctorPorts, policy: Policy): Promise<Facts> {
  const { account, region } = await ports.account.identity();
  const unchecked: Unchecked[] = [];
  const look = async <T>(what: string, ask: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      unchecked.push({ what, reason: error.message, action: error.action });
      return undefined;
    }
  };

  const subscriptions = subscriptionsOf(policy);
  const addresses = (kind: ChannelKind) => [
    ...new Set(subscriptions.flatMap(({ address: { channel, to } }) => (channel === kind ? [to] : []))),
  ];
  const channels = addresses("slack").filter((to) => !isSlackUser(to));
  const recipients = addresses("email");
  const sender = policy.email && addressOf(policy.email.from);
  const arns = [...new Set(topicsIn(policy).map(({ arn }) => arn))];
  const secrets = [...new Set(subscriptions.flatMap(({ address: { secret } }) => secret ?? []))];
  const [fleet, named, chat, mail, topics, webhooks, readers] = await Promise.all([
    lookAtFleet(ports, look),
    look("the images of the families", () => namedImages(ports, policy)),
    channels.length > 0 ? look("Slack", () => ports.chat.survey(channels)) : undefined,
    sender && recipients.length > 0 ? look("mail", () => ports.mail.survey(sender, recipients)) : undefined,
    arns.length > 0 ? look("SNS topics", () => ports.topics.survey(arns)) : undefined,
    secrets.length > 0 ? look("secrets of webhooks", () => ports.webhooks.survey(secrets)) : undefined,
    look("who is told", () => ports.readers.survey()),
  ]);
  return {
    policy,
    account,
    region,
    now: ports.clock.now(),
    ...fleet,
    ...(named && { named }),
    ...(chat && { chat }),
    ...(mail && { mail }),
    ...(topics && { topics }),
    ...(webhooks && { webhooks }),
    ...(readers && { readers }),
    unchecked,
  };
}

type Look = <T>(what: string, ask: () => Promise<T>) => Promise<T | undefined>;

async function lookAtFleet(
  ports: DoctorPorts,
  look: Look,
): Promise<Pick<Facts, "groups" | "versions" | "templateTags" | "images">> {
  const groups = await look("Auto Scaling groups", () => ports.groups.all());
  if (!groups) return {};
  const versions = await look("launch templates", () => versionsOf(ports, groups));
  const templates = [...new Set(groups.flatMap(({ launch }) => slotsOf(launch).map(({ template }) => template.id)))];
  const templateTags = await look("tags of launch templates", () => ports.launchTemplates.tags(templates));
  const ids = [...groups.flatMap(({ launch }) => slotsOf(launch)), ...(versions?.values() ?? [])].map(imageOf);
  const amis = [...new Set(ids)].filter((id) => id?.startsWith("ami-")) as string[];
  const images = await look("the images of the groups", () => ports.images.describe(amis));
  return {
    groups,
    ...(versions && { versions }),
    ...(templateTags && { templateTags }),
    ...(images && { images: new Map(images.map((image) => [image.id, image])) }),
  };
}

const imageOf = (named: Partial<TemplateVersion>): string | undefined => named.resolvedImageId ?? named.imageId;

/** How many templates are asked for at once: EC2's bucket for these calls refills slowly. */
const atOnce = 5;

async function versionsOf(
  ports: DoctorPorts,
  groups: readonly SurveyedGroup[],
): Promise<ReadonlyMap<string, TemplateVersion>> {
  const named = groups.flatMap(({ launch }) => slotsOf(launch).map(({ template }) => template));
  const rest = [...new Map(named.map((template) => [versionKey(template), template]))];
  const versions = new Map<string, TemplateVersion>();
  const worker = async (): Promise<void> => {
    for (let next = rest.pop(); next; next = rest.pop()) {
      const [key, { id, version }] = next;
      const found = await ports.launchTemplates.version(id, version);
      if (found) versions.set(key, found);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return versions;
}

async function namedImages(
  ports: DoctorPorts,
  { families }: Policy,
): Promise<ReadonlyMap<string, { readonly own: Image[]; readonly strangers: Image[] }>> {
  const found = await Promise.all(
    Object.values(families).map(async (family) => [family.name, await ports.images.named(family)] as const),
  );
  return new Map(found);
}
