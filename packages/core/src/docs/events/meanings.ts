import type { EventType } from "../../events.ts";

/** When each event happens, and what follows from it. */
export const meanings: Readonly<Record<EventType, string>> = {
  "rollout.planned":
    "An image of the service's family was published: each environment with its date and what it waits for. Not sent for an image that is superseded on arrival.",
  "step.started": "The groups of an environment were found, and their refresh begins.",
  "step.succeeded": "Every group of an environment has ended well. The next environment may have its turn.",
  "step.failed":
    "A group of an environment failed or could not be started. The image goes no further in this service; the environments after it are skipped.",
  "step.skipped":
    "Nothing was refreshed in an environment, for want of groups or because the one before it failed. A date told for it no longer holds.",
  "step.superseded": "An environment takes a newer image instead. A date told for this one no longer holds.",
  "rollout.completed":
    "Every environment has ended, none of them failed or took a newer image: the service runs the image.",
  "image.rejected": "An announced image is rolled out nowhere, because a rule does not let it in.",
};

/** What each field holds, by its path; `step.failed reason` where it means something else in one event. */
export const fieldMeanings: Readonly<Record<string, string>> = {
  id: "what happened, the same however often the event is delivered: the key to act once by",
  at: "when it happened",
  service: "the service, as the configuration names it",
  team: "the team to which the service belongs",
  family: "the family of the image",
  image: "the image that is rolled out",
  "image.id": "its AMI id",
  "image.name": "its name",
  "image.architecture": "`x86_64`, `arm64` or another of EC2's",
  "image.createdAt": "when it was created",
  environment: "the environment",
  steps: "every environment, in promotion order",
  "steps[].environment": "its name",
  "steps[].dueAt": "when every gate is expected to pass; absent where that cannot be told",
  "steps[].waits": "what it waits for, at the time of the event",
  "steps[].waits[].gate": "the gate that makes it wait",
  "steps[].waits[].reason": "why, in a sentence",
  "steps[].waits[].until": "until when, where that is known",
  "steps[].status": "how it ended: `succeeded`, `skipped`, or `soaking` where it has succeeded a short while ago",
  "steps[].endedAt": "when it ended",
  "steps[].groups": "how many groups it has",
  groups: "the groups, and what became of each",
  "step.started groups": "the names of the groups",
  "groups[].name": "its name",
  "groups[].from": "the id of the image that it ran before",
  "groups[].to": "the id of the image that it was refreshed to",
  "groups[].status": "what became of it; only ends occur in an event, except in a failure while others still run",
  "groups[].reason": "why, in a sentence; AWS's own words where AWS gave any",
  "groups[].refreshId": "the id of its instance refresh; absent where none was started",
  "groups[].startedAt": "when its refresh began",
  "groups[].endedAt": "when it ended",
  "groups[].percent": "how far the refresh is, in percent",
  "groups[].why": "why it was left as it is, as a word",
  startedAt: "when the refresh of the environment began",
  reason: "why, in a sentence",
  "step.failed reason": "what failed, group by group; AWS's own words where AWS gave any",
  rolledBack: "true where every group that failed runs the image that it ran before",
  passes: "true where the next environment has its turn all the same; false where the rollout has ended",
  by: "the newer image",
  "by.id": "its AMI id",
  "by.name": "its name",
  "by.architecture": "`x86_64`, `arm64` or another of EC2's",
  "by.createdAt": "when it was created",
  imageId: "the AMI id of the image",
  rule: "the rule, as a word: `owner`, `name`, `architecture`, `tags`, `state`, or `vanished` where the image is gone",
};
