import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import type { Track } from "@ami-refresh/core/domain/rollout/state.ts";
import { type SimulatedClock, simulatedClock } from "../clock.ts";
import type { RegionContext } from "../context.ts";
import { callFaults, type Faults, noCallFaults, withEventFaults } from "../faults.ts";
import { parametersOf } from "../fleet/imageIds.ts";
import type { Fleet } from "../fleet/schema.ts";
import { seedFleet } from "../fleet/seed.ts";
import type { Wiring } from "../graph/wiring.ts";
import { createAuthority, type Decided } from "../iam/authority.ts";
import { authorizeWith } from "../iam/authorize.ts";
import { factsOf } from "../iam/calls/facts.ts";
import { checkPolicies } from "../iam/check.ts";
import { policiesOf } from "../iam/policies.ts";
import { createLog, type RegionLog } from "../log.ts";
import type { Speed } from "../options.ts";
import { answerPage } from "../servePage.ts";
import { isActive } from "../services/autoscaling/refresh/refresh.ts";
import { slackAnswers } from "../services/slackHttp.ts";
import { type PostedToWebhook, webhookReceiver } from "../services/webhooks.ts";
import type { Summary } from "../summary.ts";
import type { View } from "../view.ts";
import { awsEndpoint } from "./awsEndpoint.ts";
import { callersOf } from "./callers.ts";
import { countCalls } from "./calls.ts";
import { localRoutes } from "./localRoutes.ts";
import { look } from "./look.ts";
import { notificationsIn } from "./notifications.ts";
import { programViews } from "./programs.ts";
import { type Publish, publisher } from "./publisher.ts";
import { type Answer, listen } from "./server.ts";
import { type Services, simulate } from "./services.ts";
import { slackRoutes } from "./slackRoutes.ts";
import { summarise } from "./summarise.ts";
import { viewStream } from "./viewStream.ts";

export interface RegionOptions {
  readonly wiring: Wiring;
  readonly policy: Policy;
  /** Absent: an empty region. */
  readonly fleet?: Fleet;
  /** 0: any free port. */
  readonly port: number;
  readonly speed: Speed;
  /** Epoch milliseconds at which simulated time begins. */
  readonly startAt: number;
  /** What goes wrong; absent: nothing does. */
  readonly faults?: Faults;
  /** Told of everything that the policies were asked, and what they said. */
  readonly onDecision?: (decided: Decided) => void;
}

/** A running local region. */
export interface Region {
  readonly url: string;
  readonly clock: SimulatedClock;
  readonly log: RegionLog;
  readonly wiring: Wiring;
  readonly services: Services;
  /** What was posted to webhooks, which all end here, oldest first. */
  readonly webhooks: readonly PostedToWebhook[];
  tracks(): readonly Track[];
  /** Publishes a new image of the family, as RegisterImage does; undefined: there is no such family. */
  readonly publish: Publish;
  summary(): Summary;
  view(): View;
  /** Ends the functions and the server. */
  close(): Promise<void>;
}

/**
 * Starts a region that is wired as the graph says, with the fleet in it. Its clock stands still until it is started.
 * @throws PortInUse
 */
export async function startRegion(options: RegionOptions): Promise<Region> {
  const { wiring, policy, fleet, startAt, faults = {} } = options;
  const { account, region } = wiring;
  const wallStart = performance.now();
  const clock = simulatedClock({ startAt, speed: options.speed, isLively: () => isLively() });
  const log = createLog(clock);
  const calls = countCalls();
  checkPolicies(wiring);
  const authority = createAuthority({ policies: policiesOf(wiring), log: log.add, onDecision: options.onDecision });

  const ready = Promise.withResolvers<Answer>();
  const server = await listen(options.port, ready.promise);
  let emit: RegionContext["emit"] = () => {};
  const context: RegionContext = { account, region, clock, emit: (event) => emit(event), log: log.add };
  const services = await simulate(context, {
    wiring,
    authority,
    policy,
    url: server.url,
    every: clock.every,
    time: clock.time,
    parameters: fleet ? parametersOf(fleet) : [],
  });
  emit = withEventFaults(services.events.emit, faults, clock);
  if (fleet) seedFleet(fleet, { ...services, now: startAt });

  const callerOf = callersOf(wiring);
  const facts = factsOf({ context, ...services, tables: wiring.tables });
  const endpoint = awsEndpoint(services, {
    clock,
    authorize: authorizeWith({ authority, facts, callerOf }),
    log: log.add,
    onCall: calls.count,
    faults: faults.call
      ? callFaults({ call: faults.call, callerOf: (key) => callerOf(key)?.name, crash: services.crash })
      : noCallFaults,
  });
  const publish = publisher(policy, services, context);
  const isLively = () =>
    services.autoScaling.groups().some((group) => group.refreshes.some(({ state }) => isActive(state.status)));

  const webhooks = webhookReceiver({ now: clock.now, faultOf: faults.webhook });
  const programs = () => programViews(services.sns.toOthers, webhooks.posted);
  const summary = () =>
    summarise({
      startedAt: startAt,
      now: clock.now(),
      wallSeconds: (performance.now() - wallStart) / 1000,
      tracks: services.tracks(),
      notifications: notificationsIn(services.slack.messages(), services.mail, programs()),
      calls: calls.all(),
      deadLetters: services.sqs.deadLetters(),
      log: log.entries(),
    });
  const view = () =>
    look({
      endpoint: { url: server.url, region },
      account,
      now: clock.now(),
      speed: Number.isFinite(clock.rate()) ? clock.rate() : "max",
      policy,
      summary: summary(),
      ec2: services.ec2,
      autoScaling: services.autoScaling,
      slack: services.slack.messages(),
      ephemeral: services.slackInteractions.ephemeral(),
      people: services.slackInteractions.people,
      mail: services.mail,
      programs: programs(),
      log: log.entries(),
    });
  const stream = viewStream(view);
  const local = localRoutes({ summary, view, mail: () => services.mail, stream, publish });
  const inSlack = slackRoutes(services.slackInteractions, server.url);

  const slack = slackAnswers(services.slack, faults.slack);

  ready.resolve((request, response) => {
    if ([services.functionUrls, inSlack, webhooks.answer, local].some((answer) => answer(request, response)))
      return true;
    if (request.url?.startsWith("/slack/api/")) slack(request, response);
    // AWS's own calls come signed, or as a form: a bare GET is a person's.
    else if (request.headers.authorization !== undefined || !answerPage(request, response)) {
      void endpoint.handle(request, response);
    }
    return true;
  });

  return {
    url: server.url,
    clock,
    log,
    wiring,
    services,
    webhooks: webhooks.posted,
    tracks: services.tracks,
    publish,
    summary,
    view,
    async close() {
      clock.stop();
      stream.close();
      await server.close();
      await services.close();
    },
  };
}
