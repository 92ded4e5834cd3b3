import type { ChatFacts, MailFacts, SurveyedGroup, TopicFacts, WebhookFacts } from "../../doctor/facts.ts";
import type { Family } from "../../domain/family.ts";
import type { Image } from "../../domain/image.ts";
import type { Readers } from "../../domain/subscription/kept.ts";
import type { Clock, Images, LaunchTemplates } from "../../ports.ts";

/** What the doctor looks at. Every method only reads; throws Unanswered where AWS answers and says no. */
export interface DoctorPorts {
  readonly clock: Clock;
  readonly account: { identity(): Promise<{ readonly account: string; readonly region: string }> };
  readonly groups: { all(): Promise<SurveyedGroup[]> };
  readonly launchTemplates: Pick<LaunchTemplates, "version"> & {
    /** By id, those that are there. */
    tags(ids: readonly string[]): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>>;
  };
  readonly images: Pick<Images, "describe"> & {
    /** Images whose name matches the family's pattern, whatever else they are. */
    named(family: Family): Promise<{ readonly own: Image[]; readonly strangers: Image[] }>;
  };
  readonly chat: {
    /** `channels`: as the configuration writes them. Never throws for what Slack answers. */
    survey(channels: readonly string[]): Promise<ChatFacts>;
  };
  readonly mail: {
    /** `recipients` are looked up only where it matters, in the sandbox. */
    survey(sender: string, recipients: readonly string[]): Promise<MailFacts>;
  };
  readonly topics: {
    /** By ARN. */
    survey(arns: readonly string[]): Promise<ReadonlyMap<string, TopicFacts>>;
  };
  readonly readers: {
    /** Of the stage; undefined where there is none, or more than one. */
    survey(): Promise<Readers | undefined>;
  };
  readonly webhooks: {
    /** `secrets`: as the configuration names them. */
    survey(secrets: readonly string[]): Promise<WebhookFacts>;
  };
}

/** AWS was reached, and refused the look: no permission, or a Region without the service. */
export class Unanswered extends Error {
  override readonly name = "Unanswered";
  /** The IAM action, as in `ec2:DescribeImages`. */
  readonly action: string;
  constructor(action: string, reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.action = action;
  }
}
