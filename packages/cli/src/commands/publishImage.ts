import { findDeployment } from "@ami-refresh/core/adapters/aws/deployment.ts";
import { codeOf } from "@ami-refresh/core/adapters/aws/errors.ts";
import { ec2Images } from "@ami-refresh/core/adapters/aws/images.ts";
import { Unanswered } from "@ami-refresh/core/app/doctor/ports.ts";
import { type Forecast, forecast, knowing } from "@ami-refresh/core/domain/forecast.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import type { Temporal } from "@ami-refresh/core/domain/temporal.ts";
import { EC2Client } from "@aws-sdk/client-ec2";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { announce } from "../account/announce.ts";
import { asking } from "../account/answers.ts";
import { clientConfig } from "../account/connection.ts";
import { deployedStages, type Taking } from "../account/deployedStages.ts";
import { identityOf } from "../account/identity.ts";
import { timeThere } from "../account/timeThere.ts";
import { findings as notAnnounced, unavailable } from "../exitCodes.ts";
import type { PublishImageOptions } from "../options.ts";
import { writePublication } from "../publicationText.ts";
import type { Terminal } from "../terminal.ts";

/** What became of the wish to publish an image. */
export interface Publication {
  readonly image: string;
  readonly account: string;
  readonly region: string;
  readonly forecast: Forecast;
  /** Whether it rests on what the services know; else it is as if nothing were under way or had been. */
  readonly isKnown: boolean;
  /** The stages whose rules take it; absent: they could not be looked up. */
  readonly stages?: readonly string[];
  /** The event's id on the default bus; absent: it was not put there, for `refusal`. */
  readonly event?: string;
  readonly refusal?: string;
}

/**
 * Says who would take an image, and announces it to them on the account's default bus.
 * @throws Unreachable
 */
export async function publishImage(policy: Policy, options: PublishImageOptions, terminal: Terminal): Promise<number> {
  const config = clientConfig(options.connection, terminal.env);
  const { account, region } = await identityOf(config);
  try {
    const publication = await attempt(policy, options, terminal, { account, region, config });
    terminal.out(options.json ? asJson(publication) : writePublication(publication, policy, options, terminal));
    return publication.event === undefined ? notAnnounced : 0;
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    const message = `${error.action}: ${error.message}`;
    if (options.json) terminal.out(`${JSON.stringify({ ok: false, image: options.image, problems: [{ message }] })}\n`);
    else terminal.err(`${message}\n`);
    return unavailable;
  }
}

interface Place {
  readonly account: string;
  readonly region: string;
  readonly config: ReturnType<typeof clientConfig>;
}

async function attempt(
  policy: Policy,
  { image, stage, force, connection }: PublishImageOptions,
  terminal: Terminal,
  { account, region, config }: Place,
): Promise<Publication> {
  const events = new EventBridgeClient(config);
  const [[described], taking, now] = await Promise.all([
    asking("ec2:DescribeImages", () => ec2Images(new EC2Client(config)).describe([image])),
    stagesIfAllowed(events),
    timeThere(connection, terminal),
  ]);
  const alone = forecast(image, described, policy, account, now);
  const takers = taking?.filter((one) => one.every || stage === undefined || one.stage === stage);
  const stages = takers && [...new Set(takers.map((one) => one.stage))];
  const [only, ...others] = stages ?? [];
  const known = only !== undefined && others.length === 0 ? await asItKnows(only, alone, config, now) : undefined;
  const expected = known ?? alone;
  const isKnown = known !== undefined;
  const common = { image, account, region, forecast: expected, isKnown, ...(stages && { stages }) };
  const refusal = force ? undefined : whyNot(expected, taking, stage);
  return refusal === undefined
    ? { ...common, event: await announce(events, { image, stage }) }
    : { ...common, refusal };
}

/** Who may put events may not always list rules; then nothing is known of the stages. */
async function stagesIfAllowed(events: EventBridgeClient): Promise<Taking[] | undefined> {
  try {
    return await deployedStages(events);
  } catch (error) {
    if (error instanceof Unanswered) return undefined;
    throw error;
  }
}

/** By what the services of the stage know. Undefined: that may not be read by whoever asks, or there is no such stage. */
async function asItKnows(
  stage: string,
  alone: Forecast,
  config: Place["config"],
  now: Temporal.Instant,
): Promise<Forecast | undefined> {
  if (!alone.taken) return alone;
  try {
    const { tracks } = await findDeployment(config, { now: () => now }, stage);
    const takers = alone.takers.map(async (taker) => {
      const { track } = await tracks.load(taker.service.name, taker.family);
      return knowing(track, taker, alone.image, now);
    });
    return { ...alone, takers: await Promise.all(takers) };
  } catch (error) {
    if (codeOf(error) !== undefined || (error instanceof Error && error.name === "NotDeployed")) return undefined;
    throw error;
  }
}

function whyNot(expected: Forecast, taking: Taking[] | undefined, stage: string | undefined): string | undefined {
  if (!expected.taken) return "nobody would take it";
  if (!taking) return undefined;
  const deployed = [...new Set(taking.map((one) => one.stage))];
  if (deployed.length === 0) return "no stage of ami-refresh is deployed in this account and Region";
  if (stage === undefined) return undefined;
  if (!deployed.includes(stage)) return `no stage ${stage} is deployed here, but ${deployed.join(", ")}`;
  const others = taking.filter((one) => one.every && one.stage !== stage).map((one) => one.stage);
  return others.length > 0 ? `${others.join(", ")} would take it too: the default bus is the account's` : undefined;
}

function asJson({ forecast: expected, ...rest }: Publication): string {
  const { event } = rest;
  const taken = expected.taken
    ? {
        taken: true,
        takers: expected.takers.map(({ service, family, steps }) => ({
          service: service.name,
          team: service.team,
          family,
          steps,
        })),
      }
    : expected;
  const described = expected.taken ? { name: expected.image.name, owner: expected.image.owner } : {};
  return `${JSON.stringify({ ok: event !== undefined, ...rest, ...described, ...taken }, null, 2)}\n`;
}
