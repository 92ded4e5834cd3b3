import type { Family } from "../domain/family.ts";
import type { EnvironmentPolicy, ServicePolicy } from "../domain/policy.ts";
import type { Command, Input } from "../domain/rollout/messages.ts";
import type { Track } from "../domain/rollout/state.ts";
import type { GroupOwners, Groups, Log, Parameters, Schedules } from "../ports.ts";
import { type InspectRefreshPorts, inspectRefresh } from "./inspectRefresh.ts";
import { type StartRefreshPorts, startRefresh } from "./startRefresh.ts";
import { stopRefresh } from "./stopRefresh.ts";
import { runsBefore } from "./whatRuns.ts";

export interface PerformPorts extends StartRefreshPorts, InspectRefreshPorts {
  readonly groups: Groups;
  readonly groupOwners: GroupOwners;
  readonly schedules: Schedules;
  readonly parameters: Parameters;
  readonly log: Log;
}

/** Does what a command of decide asks for, and answers with the inputs that tell decide how it went. */
export async function perform(
  ports: PerformPorts,
  service: ServicePolicy,
  families: Readonly<Record<string, Family>>,
  command: Command,
  track: Track,
): Promise<Input[]> {
  if (command.kind === "look-again") {
    await ports.schedules.lookAgain(service.name, track.family, command.at);
    return [];
  }
  const { environment: name, image } = command;
  const environment = service.environments.find((candidate) => candidate.name === name);
  switch (command.kind) {
    case "find-groups": {
      const groups = environment ? await ports.groups.find(environment.groups) : [];
      await Promise.all(
        groups.map((group) =>
          ports.groupOwners.claim(group, { service: service.name, environment: name, family: track.family }),
        ),
      );
      const runs = environment && (await runsBefore(ports, groups, families[track.family], environment, track));
      return [{ kind: "groups-found", environment: name, image, groups, ...(runs && { runs }) }];
    }
    case "start-refresh": {
      const { group, attempt, since } = command;
      const answer = environment
        ? await startRefresh(ports, {
            service: service.name,
            family: familyOf(families, track.family),
            environment,
            image: command.back ?? image,
            group,
            attempt,
            since,
            backwards: command.back !== undefined,
          })
        : unconfigured(name);
      return [{ kind: "refresh-answered", environment: name, image, group, answer }];
    }
    case "inspect-refresh": {
      const report = await inspectRefresh(ports, { group: command.group, refreshId: command.refreshId });
      return report ? [{ kind: "refresh-inspected", environment: name, image, report }] : [];
    }
    case "cancel-refresh":
    case "roll-back-refresh":
      return stopRefresh(ports, command);
    case "write-parameter": {
      const { parameter } = command;
      const { refused } = await ports.parameters.write(parameter, image);
      // The rollout is what matters: it does not stop for those who only read.
      if (refused !== undefined) ports.log.warn(`the parameter ${parameter} was not written: ${refused}`, { image });
      return [];
    }
  }
}

function unconfigured(environment: EnvironmentPolicy["name"]) {
  return { outcome: "refused" as const, reason: `${environment} is no longer in the configuration` };
}

function familyOf(families: Readonly<Record<string, Family>>, name: string): Family {
  const family = families[name];
  if (!family) throw new Error(`the family ${name} is no longer in the configuration`);
  return family;
}
