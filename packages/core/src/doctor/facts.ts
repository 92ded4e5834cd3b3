import type { Group } from "../domain/group.ts";
import type { Image } from "../domain/image.ts";
import type { TemplateVersion } from "../domain/launch/templateVersion.ts";
import type { Policy } from "../domain/policy.ts";
import type { Readers } from "../domain/subscription/kept.ts";
import type { Temporal } from "../domain/temporal.ts";
import type { Statement } from "./topicPolicy.ts";

/**
 * What was found in an account, for the rules to judge. An absent part could not be looked up: no rule may conclude
 * anything from its absence, and `unchecked` says why it is missing.
 */
export interface Facts {
  readonly policy: Policy;
  readonly account: string;
  readonly region: string;
  readonly now: Temporal.Instant;
  /** Every Auto Scaling group of the Region, by name. */
  readonly groups?: readonly SurveyedGroup[];
  /** By versionKey: what the groups' launch templates say; a version that is not in it is gone. */
  readonly versions?: ReadonlyMap<string, TemplateVersion>;
  /** By template id: the tags of the groups' launch templates. */
  readonly templateTags?: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** By id: the images that the groups name; one that is not in it cannot be described any more. */
  readonly images?: ReadonlyMap<string, Image>;
  /** By family: the images whose name matches its pattern. */
  readonly named?: ReadonlyMap<string, NamedImages>;
  /** Absent also where no team wants to hear by Slack. */
  readonly chat?: ChatFacts;
  /** Absent also where nobody wants mail. */
  readonly mail?: MailFacts;
  /** By ARN: those that the configuration names. Absent also where it names none. */
  readonly topics?: ReadonlyMap<string, TopicFacts>;
  /** Absent also where there is no webhook. */
  readonly webhooks?: WebhookFacts;
  /** What people have said of who is told. Absent also where no stage is deployed, or several are and nobody said which. */
  readonly readers?: Readers;
  readonly unchecked: readonly Unchecked[];
}

export interface SurveyedGroup extends Group {
  /** Its instance maintenance policy, in percent of the desired capacity. */
  readonly maintenance?: { readonly minHealthy: number; readonly maxHealthy: number };
  /** How many instances are protected from scale-in, or in standby. */
  readonly protectedInstances: number;
  readonly standbyInstances: number;
}

export interface NamedImages {
  /** Of the family's owners. */
  readonly own: readonly Image[];
  /** Of everybody else, as far as we may see them; not all of them where there are thousands. */
  readonly strangers: readonly Image[];
}

export interface ChatFacts {
  readonly token:
    | { readonly state: "valid"; readonly workspace: string; readonly scopes?: readonly string[] }
    /** There is none; `remedy` says where it belongs. */
    | { readonly state: "missing"; readonly remedy: string }
    /** Slack refuses it, in its own word. */
    | { readonly state: "refused"; readonly error: string; readonly parameter: string }
    /** Several stages have one, and nobody said which is meant. */
    | { readonly state: "ambiguous"; readonly stages: readonly string[] }
    | { readonly state: "unreachable"; readonly reason: string };
  /** By the channel as the configuration writes it; absent: it could not be asked for. */
  readonly channels: ReadonlyMap<string, ChannelFacts>;
  /** Why some channels are absent. */
  readonly unasked?: string;
}
export type ChannelFacts =
  | { readonly exists: false }
  | { readonly exists: true; readonly archived: boolean; readonly member: boolean; readonly private: boolean };

export interface MailFacts {
  /** May the account send at all? AWS takes it away from senders of bad reputation. */
  readonly sending: boolean;
  /** Mail goes to verified addresses only (https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html). */
  readonly sandbox: boolean;
  /** The sender's address and, in the sandbox, everybody's: verified, or its domain is. */
  readonly verified: ReadonlyMap<string, boolean>;
  /** By the address as the configuration writes it: those to which SES sends nothing any more. */
  readonly suppressed: ReadonlyMap<string, Suppressed>;
}
export interface Suppressed {
  /** As the list writes it: only so is it taken off. */
  readonly as: string;
  readonly reason: "BOUNCE" | "COMPLAINT";
}

export type TopicFacts =
  | { readonly state: "missing" }
  /** Another account does not show it to us, or its Region cannot be reached. */
  | { readonly state: "hidden"; readonly reason: string }
  | {
      readonly state: "there";
      /** Absent: it could not be read. */
      readonly policy?: readonly Statement[];
      /** The KMS key that it is encrypted with, by id, ARN or alias. Absent: none. */
      readonly key?: string;
    };

export type WebhookFacts =
  /** Several stages have secrets, and nobody said which is meant. */
  | { readonly state: "ambiguous"; readonly stages: readonly string[] }
  /** By the name that the configuration gives them. */
  | { readonly state: "looked"; readonly secrets: ReadonlyMap<string, SecretFacts> };
export interface SecretFacts {
  /** Where it belongs in the Parameter Store. */
  readonly parameter: string;
  /** `in the clear`: it is no SecureString. */
  readonly state: "missing" | "malformed" | "in the clear" | "good";
}

/** Something that could not be looked up. */
export interface Unchecked {
  /** What was not looked at, as in "launch templates". */
  readonly what: string;
  /** In AWS's words. */
  readonly reason: string;
  /** The IAM action, as in `ec2:DescribeImages`. */
  readonly action: string;
}
