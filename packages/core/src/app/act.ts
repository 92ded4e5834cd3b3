import type { Policy } from "../domain/policy.ts";
import type { Person } from "../domain/rollout/state.ts";
import { Temporal } from "../domain/temporal.ts";
import { type Asked, readButton } from "../notify/asked.ts";
import type { SlackForm } from "../notify/slack.ts";
import type { Bus, Clock, Log, Mailboxes, ReaderStore, Replies, Sent, Tracks } from "../ports.ts";
import { outcomeText } from "./act/answers/outcome.ts";
import { refusalText, sentence } from "./act/answers/sentence.ts";
import { type Acting, authorize, teamsOf } from "./act/authorize.ts";
import type { Interaction } from "./act/interaction.ts";
import { type Before, once } from "./act/once.ts";
import { isStale, type Stopping } from "./act/stopping.ts";
import { claimLasts } from "./claimLasts.ts";
import { foresee, type Request } from "./operate.ts";

export interface ActPorts {
  readonly log: Log;
  readonly clock: Clock;
  readonly tracks: Pick<Tracks, "load">;
  readonly mailboxes: Mailboxes;
  readonly sent: Sent;
  /** Seldom needed: loaded when somebody asks about subscriptions. */
  readonly readers: () => Promise<ReaderStore>;
  readonly bus: Bus;
  readonly replies: Replies;
}

/** Works out what a person did in Slack, once however often it comes (act/once.ts), and answers them alone. */
export async function act(ports: ActPorts, policy: Policy, interaction: Interaction): Promise<void> {
  const reply = ports.replies.to(interaction.responseUrl);
  const key = `interaction/${interaction.id}`;
  const claim = await ports.sent.claim(key, claimLasts);
  if (claim === "sent") return ports.log.info("ignored: it was done before", { ignored: "a repetition" });
  if (claim === "being sent") throw new Error("somebody else is doing it");
  const replaces = interaction.kind === "button" && interaction.ephemeral === true;
  const form = await once(ports, key, (before) => answerTo(ports, policy, interaction, before));
  const answer = await reply.send(form, { replaces });
  if (answer === "expired")
    ports.log.warn("it was done, but Slack takes no answer any more", { user: interaction.user });
  await ports.sent.mark(key);
}

/** What a decision by a button does not need is imported when something is written. */
async function answerTo(ports: ActPorts, policy: Policy, interaction: Interaction, before: Before): Promise<SlackForm> {
  if (interaction.kind === "button") {
    const asked = readButton(interaction.value);
    return asked ? change(ports, policy, interaction, asked, before) : sentence("This button does nothing any more.");
  }
  const { readCommand } = await import("./act/command.ts");
  const command = readCommand(interaction.text, policy);
  if ("wrong" in command) return refusalText(command.wrong);
  switch (command.verb) {
    case "help":
      return (await import("./act/answers/help.ts")).helpText();
    case "status":
      return (await import("./act/answers/status.ts")).statusText(ports, policy, {
        service: command.service,
        teams: teamsOf(policy, interaction.user),
      });
    case "plan":
      return (await import("./act/answers/plan.ts")).planText(
        policy,
        { service: command.service, teams: teamsOf(policy, interaction.user) },
        ports.clock.now(),
      );
    case "subscribe":
    case "unsubscribe":
    case "subscriptions": {
      const { changeSubscriptions } = await import("./act/subscribing/change.ts");
      return changeSubscriptions({ ...ports, readers: await ports.readers(), before }, policy, interaction, command);
    }
    case "cancel":
    case "roll-back":
      return askFirst(ports, policy, interaction, command);
    default:
      return change(ports, policy, interaction, command, before);
  }
}

/** What replaces instances is asked for once more, with a button. */
async function askFirst(
  ports: ActPorts,
  policy: Policy,
  { user, at }: Interaction,
  stopping: Stopping,
): Promise<SlackForm> {
  const allowed = permitted(ports, policy, user, stopping);
  if ("text" in allowed) return allowed;
  const { askToStop } = await import("./act/askToStop.ts");
  const clock = { now: () => Temporal.Instant.from(at) };
  return askToStop({ ...ports, clock }, policy, { reason: byDefault, ...stopping, by: allowed.by });
}

/** As whom somebody acts, or what they are told who may not. */
function permitted(ports: ActPorts, policy: Policy, user: string, acting: Acting): { by: Person } | SlackForm {
  const authorized = authorize(policy, user, acting);
  if (!("wrong" in authorized)) return authorized;
  ports.log.info(`refused: ${authorized.wrong.message}`, { user, verb: acting.verb });
  return refusalText(authorized.wrong);
}

/** A button asks for no reason, and one has to be said. */
const byDefault = "from Slack";

async function change(
  ports: ActPorts,
  policy: Policy,
  { user, at }: Interaction,
  asked: Asked,
  before: Before,
): Promise<SlackForm> {
  const allowed = permitted(ports, policy, user, asked);
  if ("text" in allowed) return allowed;
  const now = Temporal.Instant.from(at);
  if (isStale(asked, now)) {
    const message = "what you were shown may have changed since, so nothing was done";
    return refusalText({ message, remedy: `write \`/ami ${asked.verb}\` again` });
  }
  // Who was first counts, not whose message was.
  const answer = await foresee({ ...ports, clock: { now: () => now } }, policy, requestOf(asked, allowed.by));
  const form = outcomeText(answer, policy);
  if (answer.outcome === "sent") {
    await before(form, answer);
    await ports.mailboxes.send(answer.route, answer.message);
  }
  ports.log.info(`${asked.verb} by ${allowed.by.name}: ${answer.outcome}`, { user, ...asked });
  return form;
}

function requestOf(asked: Asked, by: Request["by"]): Request {
  if (asked.verb === "approve" || asked.verb === "decline") {
    const { reason: comment, ...rest } = asked;
    return { ...rest, by, ...(comment !== undefined && { comment }) } as Request;
  }
  if ("asked" in asked) {
    const { asked: _, ...rest } = asked;
    return { ...rest, by };
  }
  // A pause has to say why, and its end need not.
  return { ...(asked.verb === "pause" && { reason: byDefault }), ...asked, by } as Request;
}
