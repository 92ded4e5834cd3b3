/// <reference path="./.sst/platform/config.d.ts" />
export default $config({
  app(input) {
    const production = input.stage === "production";
    return {
      name: "ami-refresh",
      home: "aws",
      version: "4.17.1",
      removal: production ? "retain" : "remove",
      protect: production,
      providers: {
        aws: {
          region: process.env.AWS_REGION ?? "eu-west-2",
          defaultTags: { tags: { "sst:app": "ami-refresh", "sst:stage": input.stage } },
        },
      },
    };
  },
  async run() {
    await import("./stacks/defaults.ts");
    const { table } = await import("./stacks/data.ts");
    const { bus, mailboxes } = await import("./stacks/channels.ts");
    await import("./stacks/images.ts");
    await import("./stacks/services.ts");
    await import("./stacks/observe.ts");
    await import("./stacks/reconcile.ts");
    await import("./stacks/notify.ts");
    await import("./stacks/mailFeedback.ts");
    const { interact } = await import("./stacks/slack.ts");
    await import("./stacks/operatorsMail.ts");
    await import("./stacks/dashboard.ts");
    return { table: table.name, topic: mailboxes.arn, bus: bus.name, slack: interact.url };
  },
});
