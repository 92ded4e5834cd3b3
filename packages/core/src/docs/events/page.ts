import * as z from "zod";
import { type DomainEvent, domainEvents, eventSource } from "../../events.ts";
import { examples } from "./examples.ts";
import { detailSchema, fieldsOf, meaningOf } from "./fields.ts";
import { meanings } from "./meanings.ts";

/** docs/usage/events.md, with `changeRecord` (a CloudFormation template) as the working example. */
export const eventsPage = (changeRecord: string): string =>
  [
    intro,
    envelope(),
    "## The events",
    index(),
    ...domainEvents.map(section),
    "## A change record by event",
    example(changeRecord),
  ].join("\n\n");

const intro = `# Events

<!-- Written by \`npm run docs:events\` from packages/core/src/events.ts and packages/core/src/docs/events. -->

Whatever happens to a rollout is an event on the bus that the stack makes (\`Domain\`): a ticket system, a dashboard or a
deployment freeze elsewhere is one EventBridge rule away. The messages that teams get are made of the same events.

- *At least once.* An event may come twice, and late. Its \`detail.id\` is then the same: act once for each id.
- *In no order.* EventBridge keeps none. \`detail.at\` says when it happened.
- *They grow.* New events and new fields are added; ignore what you do not know. A field is never renamed, and never
  changes its meaning.
- Instants are ISO 8601 strings in UTC: \`2026-11-24T09:20:00Z\`.`;

const envelope = () => `A rule's target receives the event as EventBridge delivers it:

${json({
  version: "0",
  id: "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
  "detail-type": "step.superseded",
  source: eventSource,
  account: "123456789012",
  time: "2026-12-01T10:00:00Z",
  region: "eu-west-2",
  resources: [],
  detail: detailOf(examples["step.superseded"]),
})}`;

const index = () =>
  [
    "| `detail-type` | |",
    "| --- | --- |",
    ...domainEvents.map(({ name }) => `| [\`${name}\`](#${name.replace(".", "")}) | ${meanings[name]} |`),
  ].join("\n");

function section({ name, schema }: (typeof domainEvents)[number]): string {
  const rows = fieldsOf(detailSchema(schema)).map(
    ({ path, type, present }) => `| \`${path}\` | ${type} | ${present} | ${meaningOf(name, path)} |`,
  );
  return [
    `### ${name}\n\n${meanings[name]}`,
    ["| Field of `detail` | Type | Present | |", "| --- | --- | --- | --- |", ...rows].join("\n"),
    json(detailOf(examples[name])),
  ].join("\n\n");
}

function detailOf({ type, detail }: DomainEvent): unknown {
  const schema: z.core.$ZodType | undefined = domainEvents.find(({ name }) => name === type)?.schema;
  return schema && z.encode(schema, detail);
}

const json = (value: unknown) => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;

const example = (
  template: string,
) => `This template opens a change record in a ticket system whenever a refresh of production begins, and tells it how the
refresh ended. It is [examples/change-record.yaml](examples/change-record.yaml); deploy it beside ami-refresh:

    aws cloudformation deploy --stack-name ami-refresh-change-records --capabilities CAPABILITY_IAM \\
      --template-file docs/usage/examples/change-record.yaml \\
      --parameter-overrides BusName=NAME TicketsUrl=https://tickets.example.com/api/changes TicketsToken=TOKEN

\`aws events list-event-buses\` tells the bus's name. \`correlation\` is the same for a refresh's beginning and its end, so
that the end closes the record that the beginning has opened; an event that comes twice has the same \`key\`. Where somebody
cancels the refresh, or takes the image back after its success, \`step.stopped\` comes, and \`step.failed\` once that is done:
of a record that is closed they say that the change was taken back, by the same \`correlation\`.

\`\`\`yaml
${template.trimEnd()}
\`\`\`
`;
