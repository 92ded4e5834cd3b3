import { type Family, recognise } from "../domain/family.ts";
import type { Image } from "../domain/image.ts";
import { Temporal } from "../domain/temporal.ts";
import * as z from "../domain/zod.ts";
import type { Bus, Images, Log, Mailboxes, Metrics } from "../ports.ts";

export interface PublishPorts {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly images: Images;
  readonly mailboxes: Mailboxes;
  readonly bus: Bus;
}

const envelope = { id: z.string(), account: z.string(), region: z.string(), time: z.iso.datetime({ offset: true }) };
const imageId = z.string().check(z.regex(/^ami-[0-9a-f]{8,17}$/));

/**
 * The announcements of an image that we understand. Their shapes, as AWS documents them:
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitor-ami-events.html
 * https://docs.aws.amazon.com/imagebuilder/latest/userguide/integ-eventbridge.html
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-cwe.html
 */
export const Announcement = z.discriminatedUnion("detail-type", [
  z.object({
    ...envelope,
    "detail-type": z.literal("EC2 AMI State Change"),
    source: z.literal("aws.ec2"),
    detail: z.object({ ImageId: imageId, State: z.string(), ErrorMessage: z.optional(z.string()) }),
  }),
  z.object({
    ...envelope,
    "detail-type": z.literal("EC2 Image Builder Image State Change"),
    source: z.literal("aws.imagebuilder"),
    resources: z.array(z.string()).check(z.minLength(1)),
    detail: z.object({ state: z.object({ status: z.string(), reason: z.optional(z.string()) }) }),
  }),
  z.object({
    ...envelope,
    "detail-type": z.literal("Parameter Store Change"),
    source: z.literal("aws.ssm"),
    detail: z.object({
      name: z.string(),
      operation: z.string(),
      dataType: z.optional(z.string()),
      exception: z.optional(z.string()),
    }),
  }),
  z.object({
    ...envelope,
    "detail-type": z.literal("Image Published"),
    source: z.literal("ami-refresh"),
    detail: z.object({ ImageId: imageId }),
  }),
]);
export type Announcement = z.infer<typeof Announcement>;

/**
 * Takes an announcement: looks the images up, trusts no stranger, and tells every service of their families. Whatever
 * is not rolled out is recorded with its reason.
 */
export async function publish(
  ports: PublishPorts,
  families: readonly Family[],
  announcement: Announcement,
): Promise<void> {
  const announced = await imagesOf(ports.images, announcement);
  if ("ignored" in announced) {
    ports.log.info(`ignored: ${announced.ignored}`, { event: announcement.id, ignored: announced.ignored });
    return;
  }
  const found = await ports.images.describe(announced.ids);
  for (const id of announced.ids) {
    const image = found.find((candidate) => candidate.id === id);
    await publishImage(ports, families, announcement, id, image);
  }
}

async function publishImage(
  ports: PublishPorts,
  families: readonly Family[],
  announcement: Announcement,
  id: string,
  image: Image | undefined,
): Promise<void> {
  const reject = (rule: string, reason: string, closest?: Family) =>
    rejected(ports, announcement, { imageId: id, rule, reason }, image, closest);
  if (!image)
    return reject("vanished", `${id} could not be found: it was deregistered meanwhile, or is not shared with us`);
  if (image.state !== "available") return reject("state", `${id} is ${image.state}, not available`);
  const recognition = recognise(image, families, announcement.account);
  if ("rule" in recognition) return reject(recognition.rule, recognition.reason, recognition.closest);
  const announced = { at: Temporal.Instant.from(announcement.time), correlationId: announcement.id };
  for (const family of recognition.families) await sendToFamily(ports, family, image, announced);
}

/** Tells every service of the family of an image that is known to be one of it. `correlationId` follows the image. */
export async function sendToFamily(
  ports: Pick<PublishPorts, "log" | "metrics" | "mailboxes">,
  family: Family,
  image: Image,
  { at, correlationId }: { readonly at: Temporal.Instant; readonly correlationId: string },
): Promise<void> {
  await ports.mailboxes.send(`family:${family.name}`, {
    kind: "image-published",
    family: family.name,
    image,
    publishedAt: at,
    correlationId,
  });
  ports.metrics.record({ name: "ImagesPublished", value: 1, about: { family: family.name } });
  ports.log.info(`published ${image.name} (${image.id}) to ${family.name}`, {
    event: correlationId,
    correlationId,
    image: image.id,
    family: family.name,
  });
}

async function rejected(
  ports: PublishPorts,
  announcement: Announcement,
  why: { readonly imageId: string; readonly rule: string; readonly reason: string },
  image: Image | undefined,
  closest: Family | undefined,
): Promise<void> {
  const { imageId, rule, reason } = why;
  const correlationId = announcement.id;
  ports.log.info(`rejected: ${reason}`, {
    event: announcement.id,
    correlationId,
    image: imageId,
    rule,
    ignored: reason,
  });
  const at = Temporal.Instant.from(announcement.time);
  await ports.bus.put([
    {
      type: "image.rejected",
      detail: {
        // Several sources announce one image: it is told once, and again when it is announced on another day.
        id: `rejected/${imageId}/${rule}/${at.toZonedDateTimeISO("UTC").toPlainDate()}`,
        at,
        ...why,
        ...(image && { name: image.name }),
        ...(closest && { family: closest.name }),
        correlationId,
      },
    },
  ]);
}

async function imagesOf(images: Images, event: Announcement): Promise<{ ids: string[] } | { ignored: string }> {
  switch (event["detail-type"]) {
    case "EC2 AMI State Change": {
      const { ImageId, State, ErrorMessage } = event.detail;
      if (State === "available") return { ids: [ImageId] };
      return {
        ignored: `${ImageId} became ${State}${ErrorMessage ? ` (${ErrorMessage})` : ""}: only available images are rolled out`,
      };
    }
    case "EC2 Image Builder Image State Change": {
      const { status, reason } = event.detail.state;
      const [arn = ""] = event.resources;
      if (status !== "AVAILABLE") return { ignored: `${arn} became ${status}${reason ? ` (${reason})` : ""}` };
      const ids = await images.builtBy(arn);
      return ids.length > 0 ? { ids } : { ignored: `${arn} has no AMI in ${event.region}` };
    }
    case "Parameter Store Change": {
      const { name, operation, dataType, exception } = event.detail;
      // An event with `exception` tells of a failed validation of the image, not of a change.
      if (exception) return { ignored: `the parameter ${name} names no image: ${exception}` };
      if (dataType !== "aws:ec2:image") return { ignored: `the parameter ${name} is not of data type aws:ec2:image` };
      if (operation === "Delete") return { ignored: `the parameter ${name} was deleted` };
      const value = await images.parameter(name);
      if (!value || !imageId.safeParse(value).success) return { ignored: `the parameter ${name} holds no AMI id` };
      return { ids: [value] };
    }
    case "Image Published":
      return { ids: [event.detail.ImageId] };
  }
}
