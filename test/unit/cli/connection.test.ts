import { clientConfig, slackUrl } from "@ami-refresh/cli/account/connection.ts";
import { describe, expect, test } from "vitest";

describe("an endpoint on this machine", () => {
  test.each(["http://127.0.0.1:4566", "http://localhost:4566", "http://[::1]:4566"])(
    "gets test credentials and the local region's name, whatever is configured: %s",
    (endpoint) => {
      expect(clientConfig({ endpoint }, { AWS_ACCESS_KEY_ID: "AKIAREAL" })).toMatchObject({
        endpoint,
        region: "eu-west-2",
        credentials: { accessKeyId: "test", secretAccessKey: "test" },
      });
    },
  );

  test("may be given by AWS_ENDPOINT_URL, and has a Slack of its own", () => {
    const env = { AWS_ENDPOINT_URL: "http://127.0.0.1:4566", AWS_REGION: "us-east-1" };
    expect(clientConfig({}, env)).toMatchObject({ endpoint: env.AWS_ENDPOINT_URL, region: "us-east-1" });
    expect(slackUrl({}, env)).toBe("http://127.0.0.1:4566/slack/api");
    expect(slackUrl({}, { ...env, SLACK_API_URL: "http://127.0.0.1:9/api" })).toBe("http://127.0.0.1:9/api");
  });
});

describe("an endpoint elsewhere", () => {
  test("gets the SDK's own credentials", () => {
    expect(clientConfig({ endpoint: "https://aws.example.com" }, {})).not.toHaveProperty("credentials");
    expect(clientConfig({ endpoint: "https://127.0.0.1.example.com" }, {})).not.toHaveProperty("credentials");
  });

  test("is AWS where none is given, in the Region that is named first", () => {
    const config = clientConfig({}, { AWS_REGION: "eu-west-1" });
    expect(config).toMatchObject({ region: "eu-west-1" });
    expect(config).not.toHaveProperty("endpoint");
    expect(clientConfig({ region: "us-west-2" }, { AWS_REGION: "eu-west-1" })).toMatchObject({ region: "us-west-2" });
    expect(slackUrl({}, {})).toBe("https://slack.com/api");
  });
});
