import { z } from "zod";

const text = (limit: number) =>
  z.object({ type: z.enum(["mrkdwn", "plain_text"]), text: z.string().min(1).max(limit) }).loose();
const plain = (limit: number) =>
  z.object({ type: z.literal("plain_text"), text: z.string().min(1).max(limit) }).loose();

/** https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
const confirm = z.object({
  title: plain(100),
  text: text(300),
  confirm: plain(30),
  deny: plain(30),
  style: z.enum(["primary", "danger"]).optional(),
});
/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const button = z.object({
  type: z.literal("button"),
  text: plain(75),
  action_id: z.string().min(1).max(255),
  value: z.string().max(2000).optional(),
  style: z.enum(["primary", "danger"]).optional(),
  confirm: confirm.optional(),
});
const distinct = (elements: readonly object[]): boolean => {
  const ids = elements.flatMap((element) => ("action_id" in element ? [element.action_id] : []));
  return new Set(ids).size === ids.length;
};

/** The limits of https://docs.slack.dev/reference/block-kit/blocks for the blocks that a notification is made of. */
const blocks = {
  header: z.object({ text: plain(150) }),
  section: z
    .object({ text: text(3000).optional(), fields: z.array(text(2000)).min(1).max(10).optional() })
    .refine((section) => section.text !== undefined || section.fields !== undefined, "a section needs text or fields"),
  context: z.object({
    elements: z
      .array(z.union([text(2000), z.object({ type: z.literal("image") })]))
      .min(1)
      .max(10),
  }),
  divider: z.object({}),
  actions: z.object({
    elements: z
      .array(
        z.union([button, z.object({ type: z.string().refine((type) => type !== "button", "a malformed button") })]),
      )
      .min(1)
      .max(25)
      .refine(distinct, "action_ids have to differ in a block"),
  }),
  image: z.object({ alt_text: z.string().max(2000) }),
  rich_text: z.object({ elements: z.array(z.unknown()) }),
} as const;

const Block = z.object({ type: z.string(), block_id: z.string().max(255).optional() }).loose();

/** What Slack would refuse these blocks for, in words that name the place; undefined if it would take them. */
export function faultOfBlocks(given: readonly unknown[]): string | undefined {
  if (given.length > 50) return `no more than 50 items allowed [json-pointer:/blocks]`;
  for (const [index, value] of given.entries()) {
    const at = `/blocks/${index}`;
    const block = Block.safeParse(value);
    if (!block.success) return `${first(block.error)} [json-pointer:${at}]`;
    const schema = Object.hasOwn(blocks, block.data.type) ? blocks[block.data.type as keyof typeof blocks] : undefined;
    if (!schema) return `unsupported type: ${block.data.type} [json-pointer:${at}/type]`;
    const checked = schema.safeParse(value);
    if (!checked.success)
      return `${first(checked.error)} [json-pointer:${at}/${checked.error.issues[0]?.path.join("/")}]`;
  }
  return undefined;
}

const first = (error: z.ZodError): string => error.issues[0]?.message ?? "invalid";
