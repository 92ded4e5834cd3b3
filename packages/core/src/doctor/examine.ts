import { claimsOf } from "./claims.ts";
import type { Facts } from "./facts.ts";
import { type Finding, together, worstFirst } from "./finding.ts";
import type { Rule } from "./rule.ts";
import { attributeBased } from "./rules/attributeBased.ts";
import { brokenTemplate } from "./rules/brokenTemplate.ts";
import { familyImages } from "./rules/familyImages.ts";
import { floatingTemplate } from "./rules/floatingTemplate.ts";
import { foreignImage } from "./rules/foreignImage.ts";
import { grantedTemplate } from "./rules/grantedTemplate.ts";
import { held } from "./rules/held.ts";
import { idleDelay } from "./rules/idleDelay.ts";
import { instanceRole } from "./rules/instanceRole.ts";
import { lateOpening } from "./rules/lateOpening.ts";
import { launchConfiguration } from "./rules/launchConfiguration.ts";
import { mailRecipient } from "./rules/mailRecipient.ts";
import { mailSender } from "./rules/mailSender.ts";
import { mailSuppressed } from "./rules/mailSuppressed.ts";
import { missingGroup } from "./rules/missingGroup.ts";
import { missingTag } from "./rules/missingTag.ts";
import { nobodyApproves } from "./rules/nobodyApproves.ts";
import { noCapacity } from "./rules/noCapacity.ts";
import { noGroups } from "./rules/noGroups.ts";
import { noRollback } from "./rules/noRollback.ts";
import { outage } from "./rules/outage.ts";
import { overlap } from "./rules/overlap.ts";
import { shortWindow } from "./rules/shortWindow.ts";
import { slackChannel } from "./rules/slackChannel.ts";
import { slackToken } from "./rules/slackToken.ts";
import { strangersImage } from "./rules/strangersImage.ts";
import { stuckRefresh } from "./rules/stuckRefresh.ts";
import { suspendedProcesses } from "./rules/suspendedProcesses.ts";
import { topicKey } from "./rules/topicKey.ts";
import { topicMissing } from "./rules/topicMissing.ts";
import { topicPolicy } from "./rules/topicPolicy.ts";
import { unchecked } from "./rules/unchecked.ts";
import { unclaimedGroup } from "./rules/unclaimedGroup.ts";
import { unheardTeam } from "./rules/unheardTeam.ts";
import { unknownTag } from "./rules/unknownTag.ts";
import { vanishedImage } from "./rules/vanishedImage.ts";
import { webhookSecret } from "./rules/webhookSecret.ts";

/** Every rule by the name under which its findings are told. A new rule is a file and a line here (docs/usage/doctor.md). */
export const rules: Readonly<Record<string, Rule>> = {
  unchecked,
  "missing-group": missingGroup,
  "no-groups": noGroups,
  overlap,
  "missing-tag": missingTag,
  "unknown-tag": unknownTag,
  "unclaimed-group": unclaimedGroup,
  "floating-template": floatingTemplate,
  "launch-configuration": launchConfiguration,
  "attribute-based": attributeBased,
  "broken-template": brokenTemplate,
  "granted-template": grantedTemplate,
  "instance-role": instanceRole,
  "vanished-image": vanishedImage,
  "foreign-image": foreignImage,
  "suspended-processes": suspendedProcesses,
  "stuck-refresh": stuckRefresh,
  "no-rollback": noRollback,
  outage,
  held,
  "no-capacity": noCapacity,
  "family-images": familyImages,
  "strangers-image": strangersImage,
  "late-opening": lateOpening,
  "short-window": shortWindow,
  "idle-delay": idleDelay,
  "slack-token": slackToken,
  "slack-channel": slackChannel,
  "mail-sender": mailSender,
  "mail-recipient": mailRecipient,
  "mail-suppressed": mailSuppressed,
  "topic-missing": topicMissing,
  "topic-policy": topicPolicy,
  "topic-key": topicKey,
  "webhook-secret": webhookSecret,
  "unheard-team": unheardTeam,
  "nobody-approves": nobodyApproves,
};

/** Judges the facts by every rule. */
export function examine(facts: Facts): Finding[] {
  const examined = { ...facts, ...claimsOf(facts.policy, facts.groups ?? []) };
  return worstFirst(Object.entries(rules).flatMap(([name, rule]) => together(name, rule(examined))));
}
