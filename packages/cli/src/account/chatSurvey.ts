import type { DoctorPorts } from "@ami-refresh/core/app/doctor/ports.ts";
import type { ChatFacts } from "@ami-refresh/core/doctor/facts.ts";
import type { SSMClient } from "@aws-sdk/client-ssm";
import { findChannels } from "./channels.ts";
import { slackApi } from "./slack.ts";
import { findToken } from "./slackToken.ts";

export interface ChatSurveyOptions {
  readonly ssm: Pick<SSMClient, "send">;
  /** Where the Web API's methods are. */
  readonly url: string;
  readonly stage?: string | undefined;
  readonly fetch?: typeof globalThis.fetch;
}

/** Asks Slack with the token that the functions use; posts nothing. */
export function chatSurvey({ ssm, url, stage, fetch = globalThis.fetch }: ChatSurveyOptions): DoctorPorts["chat"] {
  return {
    async survey(channels) {
      const found = await findToken(ssm, stage);
      if ("missing" in found) return withoutChannels({ state: "missing", remedy: found.missing });
      if ("stages" in found) return withoutChannels({ state: "ambiguous", stages: found.stages });
      const call = slackApi(url, found.token, fetch);
      try {
        // https://docs.slack.dev/reference/methods/auth.test
        const { answer, scopes } = await call("auth.test");
        if (!answer.ok) {
          const error = answer.error ?? "unknown_error";
          return withoutChannels({ state: "refused", error, parameter: found.parameter });
        }
        const token = { state: "valid" as const, workspace: String(answer.team), ...(scopes && { scopes }) };
        return { token, ...(await findChannels(call, channels)) };
      } catch (error) {
        return withoutChannels({ state: "unreachable", reason: reasonOf(error) });
      }
    },
  };
}

const withoutChannels = (token: ChatFacts["token"]): ChatFacts => ({ token, channels: new Map() });

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || String(error.cause) : error.message;
}
