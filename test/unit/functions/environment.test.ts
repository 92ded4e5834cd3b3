import { accountOf, required } from "@ami-refresh/functions/environment.ts";
import { describe, expect, it } from "vitest";

describe("a function's surroundings", () => {
  it("names a variable that is missing", () => {
    expect(() => required("AMI_REFRESH_NO_SUCH_VARIABLE")).toThrow("AMI_REFRESH_NO_SUCH_VARIABLE");
  });

  it("tells the account from the function's ARN", () => {
    expect(accountOf("arn:aws:lambda:eu-west-2:123456789012:function:Refresh")).toBe("123456789012");
    expect(() => accountOf("local")).toThrow("local is no function's ARN");
  });
});
