import { addressesIn } from "../../domain/subscription/subscriptionsOf.ts";
import { isSlackUser } from "../../domain/subscription.ts";
import type { ChannelFacts, ChatFacts } from "../facts.ts";
import type { Symptom } from "../finding.ts";
import type { Rule } from "../rule.ts";

/** Can each team's channel be written to? */
export const slackChannel: Rule = ({ chat, policy }) => {
  if (chat?.token.state !== "valid") return [];
  return Object.values(policy.teams).flatMap((team) =>
    addressesIn(team, "slack")
      .filter((to) => !isSlackUser(to))
      .flatMap((slack): Symptom | [] => {
        const channel = chat.channels.get(slack);
        const whose = slack === team.slack ? "team" : "subscription";
        const wrong = channel ? wrongWith(slack, channel, chat, whose) : unasked(slack, chat);
        return wrong ? { about: { team: team.name }, ...wrong } : [];
      }),
  );
};

type Wrong = Omit<Symptom, "about">;

/** `whose`: does the channel stand in the team's own `slack`, or in that of one of its subscriptions? */
function wrongWith(
  slack: string,
  channel: ChannelFacts,
  { token }: ChatFacts,
  whose: "team" | "subscription",
): Wrong | undefined {
  const why = whose === "team" ? "the team is told nothing in Slack" : "the team's subscription is told nothing";
  const field = whose === "team" ? "the team's `slack`" : "`slack` of the team's subscription";
  const common = { severity: "error" as const, why };
  if (!channel.exists) {
    const what = `there is no channel ${slack}, or it is private and the app is not in it`;
    return { ...common, what, remedy: `correct ${field}, or invite the app with /invite` };
  }
  if (channel.archived) {
    return { ...common, what: `the channel ${slack} is archived`, remedy: `name another in ${field}` };
  }
  // https://docs.slack.dev/reference/scopes/chat.write.public
  const everywhere = token.state === "valid" && token.scopes?.includes("chat:write.public") && !channel.private;
  if (channel.member || everywhere) return undefined;
  return { ...common, what: `the app is not in ${slack}`, remedy: `invite it: /invite in ${slack}` };
}

function unasked(slack: string, chat: ChatFacts): Wrong {
  return {
    severity: "note",
    what: `whether the app may write to ${slack} could not be checked: ${chat.unasked ?? "Slack did not say"}`,
    why: "a channel that does not exist, or to which the app was not invited, is noticed at the first message",
    remedy: "give the app the scopes channels:read and groups:read to have this checked; it writes without them",
  };
}
