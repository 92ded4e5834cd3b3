import type { Facts } from "@ami-refresh/core/doctor/facts.ts";
import { type Finding, type Severity, type Subject, severities } from "@ami-refresh/core/doctor/finding.ts";
import { type Style, styled, type Terminal } from "./terminal.ts";

const colours: Readonly<Record<Severity, Style>> = { error: "red", warning: "yellow", note: "cyan" };

/** How many subjects of one finding are named. */
const named = 8;

/** Findings for people: what, of whom, why it matters, what to do; at the end how many of each kind. */
export function writeFindings(facts: Facts, findings: readonly Finding[], terminal: Pick<Terminal, "colour">): string {
  const blocks = findings.map((finding) => block(finding, terminal));
  return `${[head(facts), ...blocks, summary(findings, terminal)].join("\n\n")}\n`;
}

function head({ account, region, policy, groups }: Facts): string {
  const services = Object.keys(policy.services).length;
  const looked = [count(services, "service"), ...(groups ? [count(groups.length, "Auto Scaling group")] : [])];
  return `Account ${account} in ${region}: ${looked.join(", ")}`;
}

function block(finding: Finding, terminal: Pick<Terminal, "colour">): string {
  const { severity, rule, about, what, why, remedy } = finding;
  const subjects = about.map(inWords).filter((subject) => subject !== "");
  const shown = subjects.slice(0, named).join("; ");
  const more = subjects.length > named ? `; and ${subjects.length - named} more` : "";
  const title = `${styled(terminal, colours[severity], severity)} ${styled(terminal, "dim", rule)}`;
  return [
    subjects.length > 0 ? `${title}  ${styled(terminal, "bold", shown + more)}` : title,
    `  ${sentence(what)}`,
    `  ${styled(terminal, "dim", "Why it matters:")} ${sentence(why)}`,
    `  ${styled(terminal, "dim", "Remedy:")} ${sentence(remedy)}`,
  ].join("\n");
}

function inWords({ group, service, environment, family, team }: Subject): string {
  const place = [service, environment].filter((part) => part !== undefined).join(" in ");
  if (group !== undefined) return place ? `group ${group} (${place})` : `group ${group}`;
  if (family !== undefined) return `images ${family}`;
  return team === undefined ? place : `team ${team}`;
}

function summary(findings: readonly Finding[], terminal: Pick<Terminal, "colour">): string {
  if (findings.length === 0) return styled(terminal, "green", "Nothing to mend.");
  const counts = severities.flatMap((severity) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return number === 0 ? [] : [styled(terminal, colours[severity], count(number, severity))];
  });
  return counts.join(", ");
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

function sentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}${/[?.]$/.test(clause) ? "" : "."}`;
}
