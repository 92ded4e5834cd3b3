import { signedPageLinks } from "@ami-refresh/core/adapters/aws/links.ts";
import { keptSecret } from "@ami-refresh/core/adapters/aws/secret.ts";
import { secureString } from "@ami-refresh/core/adapters/aws/secureString.ts";
import { memoryPorts } from "@ami-refresh/core/adapters/memory/ports.ts";
import type { PageTicket } from "@ami-refresh/core/domain/rollout/pageTicket.ts";
import type { SSMClient } from "@aws-sdk/client-ssm";
import { expect, test } from "vitest";
import { anAwsClient, failing } from "../../support/awsClient.ts";
import { at } from "../../support/policy.ts";

const ticket: PageTicket = {
  ...{ for: "rollout", service: "checkout", family: "base", image: "ami-1" },
  until: at("2027-03-01T00:00:00Z"),
};
const ticketIn = (link: string): string => new URL(link).searchParams.get("t") ?? "";

/** Links by what Parameter Store answers, one time after the other. */
function links(...answers: ReturnType<typeof failing>[]) {
  const ssm = anAwsClient<SSMClient>({ GetParameter: (input) => answers.shift()?.(input) });
  const secret = keptSecret(() => secureString(ssm, "/ami-refresh/page-secret")).read;
  const { clock } = memoryPorts("2026-12-01T10:00:00Z");
  return signedPageLinks({ url: "https://links.example.com/", secret, clock });
}
const there = () => ({ Parameter: { Value: "secret" } });
const missing = failing("ParameterNotFound", "it is not there");

test("before there is a secret, and after it was deleted, no link is one of ours; once it is made, its are", async () => {
  const text = ticketIn(await links(there).to(ticket));
  const pages = links(missing, missing, there);
  expect(await pages.read(text)).toBe("forged");
  await expect(pages.to(ticket)).rejects.toThrow("there is no parameter /ami-refresh/page-secret");
  expect(await pages.read(text)).toEqual(ticket);
});

test("where the secret cannot be read, nothing is said of a link", async () => {
  const text = ticketIn(await links(there).to(ticket));
  const denied = failing("AccessDeniedException", "you may not");
  await expect(links(denied).read(text)).rejects.toThrow("you may not");
});
