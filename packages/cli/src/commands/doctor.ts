import { gatherFacts } from "@ami-refresh/core/app/doctor/gather.ts";
import { forStage } from "@ami-refresh/core/config/forStage.ts";
import { examine } from "@ami-refresh/core/doctor/examine.ts";
import type { Facts } from "@ami-refresh/core/doctor/facts.ts";
import { type Finding, isClean, severities } from "@ami-refresh/core/doctor/finding.ts";
import type { Policy } from "@ami-refresh/core/domain/policy.ts";
import { doctorPorts } from "../account/doctorPorts.ts";
import { timeThere } from "../account/timeThere.ts";
import { findings as somethingToMend } from "../exitCodes.ts";
import { writeFindings } from "../findingsText.ts";
import type { DoctorOptions } from "../options.ts";
import type { Terminal } from "../terminal.ts";

/**
 * Checks the configuration against an account, and says what keeps it from working there. Changes nothing.
 * @throws Unreachable
 */
export async function doctor(policy: Policy, options: DoctorOptions, terminal: Terminal): Promise<number> {
  const { stage, connection } = options;
  const now = await timeThere(connection, terminal);
  const ports = doctorPorts({ ...connection, ...(stage !== undefined && { stage }) }, terminal.env, { now: () => now });
  const facts = await gatherFacts(ports, stage === undefined ? policy : forStage(policy, stage));
  const findings = examine(facts);
  terminal.out(options.json ? asJson(facts, findings, options) : writeFindings(facts, findings, terminal));
  return isClean(findings) ? 0 : somethingToMend;
}

function asJson(facts: Facts, findings: readonly Finding[], { config }: DoctorOptions): string {
  const { account, region, now, policy, groups } = facts;
  const counts = Object.fromEntries(
    severities.map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length]),
  );
  const looked = {
    services: Object.keys(policy.services).length,
    families: Object.keys(policy.families).length,
    // Left out where they could not be looked up.
    groups: groups?.length,
  };
  const found = { ok: isClean(findings), config, account, region, checkedAt: now, looked, counts, findings };
  return `${JSON.stringify(found, null, 2)}\n`;
}
