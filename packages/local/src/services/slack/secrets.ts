/** What the local Slack shares with the app: worth nothing anywhere else. */
export const slackSecrets = { token: "xoxb-local", signing: "local-signing-secret" };
