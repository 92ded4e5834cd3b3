import type { Interaction } from "../app/act/interaction.ts";
import type { SlackForm } from "../notify/slack.ts";

/** What people do in Slack, and how they are answered. */

/** A request from outside, as it came: its body byte for byte, and what vouches for it. */
export interface SlackRequest {
  /** `X-Slack-Signature`. */
  readonly signature: string | undefined;
  /** `X-Slack-Request-Timestamp`: epoch seconds. */
  readonly timestamp: string | undefined;
  readonly body: Uint8Array;
}

/** Tells requests of Slack's from those of others. */
export interface SlackRequests {
  /** `id` is the same for the same request. Undefined: Slack has not signed it, or not just now. */
  verify(request: SlackRequest): Promise<Pick<Interaction, "id" | "at"> | undefined>;
}

/** What people did in Slack and nobody has worked out yet. */
export interface Interactions {
  send(interaction: Interaction): Promise<void>;
}

/** The people who act in Slack, where they do: what they are answered, nobody else sees. */
export interface Replies {
  /** Throws where the address is none of Slack's: nothing is sent there. */
  to(responseUrl: string): {
    /**
     * `replaces`: in place of the message in which something was pressed, which only the person sees. `expired`: Slack no
     * longer takes answers there, after half an hour or five of them.
     */
    send(form: SlackForm, how: { readonly replaces: boolean }): Promise<"sent" | "expired">;
  };
}
