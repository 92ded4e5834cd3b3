import type { Wrong } from "../../config/problem.ts";
import type { Policy, Power } from "../../domain/policy.ts";
import type { Person } from "../../domain/rollout/state.ts";
import { addressesIn } from "../../domain/subscription/subscriptionsOf.ts";
import type { Asked } from "../../notify/asked.ts";
import { placeOf } from "../operate/outcome.ts";

/** What somebody wants to do, and to what; without a service: to everything. */
export interface Acting {
  readonly verb: Asked["verb"];
  readonly service?: string | undefined;
  readonly environment?: string | undefined;
}

const powerTo: Readonly<Record<Acting["verb"], Power>> = {
  approve: "approve",
  decline: "approve",
  pause: "pause",
  resume: "pause",
  cancel: "roll-back",
  "roll-back": "roll-back",
};

/**
 * For whom somebody in Slack may act, by the configuration: for their own teams; operators may pause and resume whatever
 * there is. Who may not is told whom to ask. What the configuration does not know is for nobody to forbid: `operate` says
 * that there is no such thing.
 */
export function authorize(policy: Policy, slackUser: string, acting: Acting): { by: Person } | { wrong: Wrong } {
  const { verb, service } = acting;
  const power = powerTo[verb];
  const teams =
    power === "approve" ? approversOf(policy, acting) : service === undefined ? [] : ownerOf(policy, service);
  for (const team of teams) {
    const member = policy.teams[team]?.members?.find(({ slack, may }) => slack === slackUser && may.includes(power));
    if (member) return { by: { name: member.name, kind: "slack", team } };
  }
  const operators = power === "pause" ? (policy.operators?.members ?? []) : [];
  const operator = operators.find(({ slack }) => slack === slackUser);
  if (operator) return { by: { name: operator.name, kind: "slack" } };
  if (service !== undefined && teams.length === 0) return { by: { name: slackUser, kind: "slack" } };
  const askable = [
    ...teams.flatMap((team) =>
      named(
        policy.teams[team]?.members?.filter(({ may }) => may.includes(power)),
        team,
      ),
    ),
    ...named(operators, "operators"),
  ];
  const what = verb === "cancel" ? "cancel the refresh of" : verb === "roll-back" ? "roll back" : verb;
  return { wrong: { message: `you may not ${what} ${placeOf(acting)}`, remedy: remedyFor(askable, teams, power) } };
}

/**
 * Who says what a channel is told. Where the configuration names it: members of the teams that it names it for, and
 * operators; elsewhere: everybody whom it names as a member. `channel`: as the configuration says it.
 */
export function authorizeChannel(policy: Policy, slackUser: string, channel: string): { wrong: Wrong } | undefined {
  const all = Object.values(policy.teams);
  const owners = all.filter((team) => addressesIn(team, "slack").includes(channel));
  const operators = policy.operators?.members ?? [];
  const members = (owners.length > 0 ? owners : all).flatMap((team) => team.members ?? []);
  if ([...members, ...operators].some(({ slack }) => slack === slackUser)) return undefined;
  const message = "you may not say what this channel is told";
  if (owners.length === 0)
    return { wrong: { message, remedy: "ask somebody who is a member of a team in the configuration" } };
  const askable = [...owners.flatMap((team) => named(team.members, team.name)), ...named(operators, "operators")];
  return {
    wrong: {
      message,
      remedy: remedyFor(
        askable,
        owners.map(({ name }) => name),
      ),
    },
  };
}

/** What the configuration calls somebody; who is not in it, by Slack's id. */
export const personIn = ({ teams, operators }: Policy, slackUser: string): string =>
  [...Object.values(teams).flatMap(({ members = [] }) => members), ...(operators?.members ?? [])].find(
    ({ slack }) => slack === slackUser,
  )?.name ?? slackUser;

/** The names of the teams that somebody is a member of. */
export const teamsOf = ({ teams }: Policy, slackUser: string): readonly string[] =>
  Object.values(teams)
    .filter(({ members = [] }) => members.some(({ slack }) => slack === slackUser))
    .map(({ name }) => name);

/** The service's own team first: who is in several answers for that one. */
function approversOf(policy: Policy, { service = "", environment }: Acting): readonly string[] {
  const settings = serviceNamed(policy, service);
  const teams = settings?.environments.find(({ name }) => name === environment)?.approval?.teams ?? [];
  return teams.toSorted((a, b) => Number(b === settings?.team) - Number(a === settings?.team));
}

const serviceNamed = ({ services }: Policy, name: string) =>
  Object.hasOwn(services, name) ? services[name] : undefined;

const ownerOf = (policy: Policy, service: string): readonly string[] => {
  const team = serviceNamed(policy, service)?.team;
  return team === undefined ? [] : [team];
};

const named = (members: readonly { readonly name: string }[] = [], of: string): readonly string[] =>
  members.length === 0 ? [] : [`${members.map(({ name }) => name).join(", ")} (${of})`];

function remedyFor(askable: readonly string[], teams: readonly string[], power?: Power): string {
  if (askable.length > 0) return `ask ${askable.join(" or ")}`;
  const where = teams.length === 0 ? "`operators`" : `the team ${teams.join(" or ")}`;
  if (power === "roll-back")
    return `nobody may from Slack yet: a member of ${where} has to be given \`may: [roll-back]\` in the configuration`;
  return `nobody may from Slack yet: somebody has to be named in the \`members\` of ${where} in the configuration`;
}
