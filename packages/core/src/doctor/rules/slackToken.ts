import type { Rule } from "../rule.ts";

/** Can Slack be reached with the token at all? */
export const slackToken: Rule = ({ chat }) => {
  if (!chat) return [];
  const { token } = chat;
  const common = { severity: "error" as const, about: {}, why: "no team is told anything in Slack" };
  switch (token.state) {
    case "missing":
      return [{ ...common, what: "there is no Slack token", remedy: token.remedy }];
    case "refused":
      return [
        {
          ...common,
          what: `Slack refuses the token: ${token.error}`,
          remedy: `store the app's bot token (xoxb-…) in the parameter ${token.parameter}`,
        },
      ];
    case "ambiguous":
      return [
        {
          ...common,
          severity: "note",
          what: `Slack was not checked: the stages ${token.stages.join(", ")} have a token each`,
          why: "a token that is no longer good, or a channel without the app, is noticed at the first message",
          remedy: "say which with --stage NAME",
        },
      ];
    case "unreachable":
      return [
        {
          ...common,
          severity: "warning",
          what: `Slack cannot be reached from here: ${token.reason}`,
          why: "neither the token nor the channels could be checked",
          remedy: "look at the network of this machine; the functions have their own way out",
        },
      ];
    case "valid":
      if (!token.scopes || token.scopes.includes("chat:write")) return [];
      return [
        {
          ...common,
          what: "the Slack app may not write: its token has no scope chat:write",
          remedy: "give the app the scope chat:write, install it again, and store the new token",
        },
      ];
  }
};
