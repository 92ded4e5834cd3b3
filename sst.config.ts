/// <reference path="./.sst/platform/config.d.ts" />
export default $config({
  app(input) {
    return {
      name: "ami-refresh",
      home: "aws",
      version: "4.17.1",
      removal: input.stage === "production" ? "retain" : "remove",
      protect: input.stage === "production",
      providers: { aws: { region: "eu-west-2" } },
    };
  },
  async run() {},
});
