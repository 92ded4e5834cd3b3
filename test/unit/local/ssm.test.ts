import { describe, expect, test } from "vitest";
import { ssm } from "../../../packages/local/src/services/ssm.ts";
import { aCall, aContext } from "../../support/localContext.ts";

const image = "ami-0abcdef1234567890";

function aParameterStore() {
  const context = aContext();
  const { operations: store } = ssm({
    context,
    imageExists: (id) => id === image,
    parameters: [{ name: "/ami-refresh/local/slack-token", value: "xoxb-local", type: "SecureString" }],
  });
  const put = (input: Parameters<NonNullable<typeof store.PutParameter>>[0]) => store.PutParameter?.(input, aCall());
  const get = async (Name: string, WithDecryption = false) =>
    (await store.GetParameter?.({ Name, WithDecryption }, aCall()))?.Parameter;
  return { store, put, get, emitted: context.emitted };
}

describe("reading and writing", () => {
  test("a parameter keeps its type and counts its versions", async () => {
    const { put, get } = aParameterStore();
    put({ Name: "golden", Value: "one", Type: "String" });
    put({ Name: "golden", Value: "two", Overwrite: true });
    expect(await get("golden")).toMatchObject({
      Value: "two",
      Type: "String",
      Version: 2,
      DataType: "text",
      ARN: "arn:aws:ssm:eu-west-2:123456789012:parameter/golden",
    });
  });

  test("nothing is overwritten unless that is asked for", () => {
    const { put } = aParameterStore();
    put({ Name: "golden", Value: "one", Type: "String" });
    expect(() => put({ Name: "golden", Value: "two" })).toThrow("already exists");
  });

  test("a SecureString is told only with decryption", async () => {
    const { get } = aParameterStore();
    expect((await get("/ami-refresh/local/slack-token", true))?.Value).toBe("xoxb-local");
    expect((await get("/ami-refresh/local/slack-token"))?.Value).not.toContain("xoxb-local");
  });

  test("a parameter is found by name, by name and version, and by ARN", async () => {
    const { put, get } = aParameterStore();
    put({ Name: "golden", Value: "one", Type: "String" });
    put({ Name: "/a/b", Value: "path", Type: "String" });
    expect((await get("golden:1"))?.Value).toBe("one");
    expect((await get("arn:aws:ssm:eu-west-2:123456789012:parameter/golden"))?.Value).toBe("one");
    expect((await get("arn:aws:ssm:eu-west-2:123456789012:parameter/a/b"))?.Value).toBe("path");
    await expect(get("golden:2")).rejects.toThrow("Parameter golden:2 not found");
    await expect(get("missing")).rejects.toThrow("not found");
  });

  test("several at once: those that are not there are named", async () => {
    const { store, put } = aParameterStore();
    put({ Name: "golden", Value: "one", Type: "String" });
    const answer = await store.GetParameters?.({ Names: ["golden", "missing"] }, aCall());
    expect(answer?.Parameters).toMatchObject([{ Name: "golden" }]);
    expect(answer?.InvalidParameters).toEqual(["missing"]);
  });

  test("by path, in pages: only what is directly below unless recursive", async () => {
    const { store, put } = aParameterStore();
    for (const Name of ["/team/a", "/team/b", "/team/c/deep", "/teams/other"])
      put({ Name, Value: "x", Type: "String" });
    const names = async (input: { Recursive?: boolean; NextToken?: string; MaxResults?: number }) => {
      const page = await store.GetParametersByPath?.({ Path: "/team", ...input }, aCall());
      return { names: page?.Parameters?.map(({ Name }) => Name), next: page?.NextToken };
    };
    expect((await names({})).names).toEqual(["/team/a", "/team/b"]);
    const first = await names({ Recursive: true, MaxResults: 2 });
    expect(first.names).toEqual(["/team/a", "/team/b"]);
    const second = await names({ Recursive: true, MaxResults: 2, ...(first.next && { NextToken: first.next }) });
    expect(second).toEqual({ names: ["/team/c/deep"], next: undefined });
  });

  test("names under aws and ssm are AWS's own", () => {
    const { put } = aParameterStore();
    expect(() => put({ Name: "/aws/service/mine", Value: "x", Type: "String" })).toThrow("reserved");
  });
});

describe("what it tells the default bus", () => {
  test("a parameter that names an image was created, then updated", () => {
    const { put, emitted } = aParameterStore();
    put({ Name: "golden-ami", Value: image, Type: "String", DataType: "aws:ec2:image", Description: "Golden image" });
    put({ Name: "golden-ami", Value: image, Overwrite: true });
    const detail = { name: "golden-ami", type: "String", dataType: "aws:ec2:image", description: "Golden image" };
    expect(emitted).toEqual([
      {
        source: "aws.ssm",
        detailType: "Parameter Store Change",
        resources: ["arn:aws:ssm:eu-west-2:123456789012:parameter/golden-ami"],
        detail: { ...detail, operation: "Create" },
      },
      expect.objectContaining({ detail: { ...detail, operation: "Update" } }),
    ]);
  });

  test("an image that is not there: the call succeeds, the event carries an exception, the parameter stays as it was", async () => {
    const { put, get, emitted } = aParameterStore();
    put({ Name: "golden-ami", Value: image, Type: "String", DataType: "aws:ec2:image" });
    put({ Name: "golden-ami", Value: "ami-00000000000000000", Overwrite: true });
    expect(emitted.at(-1)?.detail).toMatchObject({ operation: "Update", exception: "Unable to Describe Resource" });
    expect((await get("golden-ami"))?.Value).toBe(image);
  });

  test("a parameter was deleted", () => {
    const { store, put, emitted } = aParameterStore();
    put({ Name: "golden", Value: "one", Type: "String" });
    store.DeleteParameter?.({ Name: "golden" }, aCall());
    expect(emitted.at(-1)?.detail).toMatchObject({ name: "golden", operation: "Delete" });
  });
});
