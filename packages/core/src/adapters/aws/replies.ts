import type { Replies } from "../../ports.ts";

export interface RepliesOptions {
  /** Where all addresses begin; Slack's own, unless something else stands for Slack. */
  readonly base?: string | undefined;
  readonly fetch?: typeof globalThis.fetch;
}

/** What Slack answers where an address has had its day. */
const expired: ReadonlySet<number> = new Set([404, 410]);

/**
 * Answers at the address that came with a request, for the one person who made it
 * (https://docs.slack.dev/interactivity/handling-user-interaction#message_responses). Neither it nor what is said gets
 * into an error: whoever has the address can answer in our place.
 */
export function slackReplies({ base = "https://hooks.slack.com/", fetch = globalThis.fetch }: RepliesOptions): Replies {
  return {
    to(responseUrl) {
      if (!isBelow(base, responseUrl)) throw new Error("what was done in Slack is to be answered somewhere else");
      return {
        async send({ text, blocks }, { replaces }) {
          const response = await fetch(responseUrl, {
            method: "POST",
            headers: { "content-type": "application/json; charset=utf-8" },
            body: JSON.stringify({ response_type: "ephemeral", replace_original: replaces, text, blocks }),
            redirect: "error",
            signal: AbortSignal.timeout(5_000),
          });
          if (response.ok) return "sent";
          if (expired.has(response.status)) return "expired";
          throw new Error(`Slack did not take an answer: HTTP ${response.status}`);
        },
      };
    },
  };
}

/** As the parser of addresses reads it: what it leaves out or makes of another form could lead elsewhere. */
function isBelow(base: string, address: string): boolean {
  return URL.canParse(address) && new URL(address).href === address && address.startsWith(base);
}
