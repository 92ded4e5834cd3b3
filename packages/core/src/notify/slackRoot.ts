import type { Team } from "../domain/policy.ts";
import { imagePage } from "./awsConsole.ts";
import { decisions, hasEnded } from "./decisions.ts";
import { pageOr } from "./describe/shared.ts";
import type { Known } from "./known.ts";
import { pageName } from "./message.ts";
import type { Progress } from "./progress.ts";
import { context, fallback, header, listing, paragraph, type SlackForm, section } from "./slack.ts";
import { answerTo, environmentsOf, outcome, standing, told } from "./standing.ts";
import { link, moment, say, sentence, strong } from "./text.ts";

interface Around {
  readonly region?: string | undefined;
  readonly page?: string;
}

/**
 * The root message of a rollout in a Slack channel: where every environment stands, when it has its turn and what it
 * waits for. It is edited in place whenever something happens; the particulars are in its thread.
 * `order`: the environments in promotion order, as far as the configuration knows them. `region`: in whose console the image and its groups are; absent: there is none. `page`: the rollout's own.
 */
export function toSlackRoot(
  progress: Known,
  team: Team,
  order: readonly string[],
  { region, page }: Around = {},
): SlackForm {
  const { service, family, image, asOf } = progress;
  const zone = team.timezone;
  const environments = environmentsOf(progress, order);
  const { severity, text } = outcome(progress, environments);
  return {
    text: fallback(say`${service} · ${image.name}: ${text}`, zone),
    blocks: [
      header({ severity, headline: `${service}: ${image.name}` }),
      paragraph(sentence(text), zone),
      section(
        listing({ title: "Environments", rows: environments.map((name) => standing(name, progress, region)) }, zone),
      ),
      ...(hasEnded(progress, environments) ? [] : decisions(progress, environments, zone)),
      context(
        say`${pageOr(imagePage(region, image.id), image.id)} · ${image.architecture} · ${family} · for team ${team.name} · as of ${moment(asOf)} · ${page === undefined ? [] : say`${link(page, pageName)} · `}particulars in the thread`,
        zone,
      ),
    ],
  };
}

/** How a question in the thread was answered: it takes the question's place. */
export function toSlackAnswered(progress: Progress, environment: string, { timezone }: Team): SlackForm {
  const { news, approvals } = progress;
  const [approval, now] = [approvals[environment], news[environment]];
  const how = approval?.status === "granted" ? answerTo(approval) : now ? told(now) : say`nobody is asked any more`;
  const text = say`${strong(environment)} of ${strong(progress.service)} waited for an approval of ${progress.image.name}: ${how}.`;
  return { text: fallback(text, timezone), blocks: [paragraph(text, timezone)] };
}
