import { accountOf, consoleRegion, required } from "@ami-refresh/functions/environment.ts";
import { describe, expect, it } from "vitest";

describe("a function's surroundings", () => {
  it("names a variable that is missing", () => {
    expect(() => required("AMI_REFRESH_NO_SUCH_VARIABLE")).toThrow("AMI_REFRESH_NO_SUCH_VARIABLE");
  });

  it("tells the account from the function's ARN", () => {
    expect(accountOf("arn:aws:lambda:eu-west-2:123456789012:function:Refresh")).toBe("123456789012");
    expect(() => accountOf("local")).toThrow("local is no function's ARN");
  });

  it("knows whose console shows what is there, and that none shows the local region", () => {
    const AWS_REGION = "eu-west-2";
    expect(consoleRegion({ AWS_REGION })).toBe("eu-west-2");
    expect(consoleRegion({ AWS_REGION, AWS_ENDPOINT_URL: "http://127.0.0.1:4566" })).toBeUndefined();
  });
});
