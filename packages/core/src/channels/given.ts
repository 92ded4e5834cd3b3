import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Secret } from "../adapters/aws/secret.ts";
import type { DigestPorts } from "../app/tellDigest.ts";
import type { Policy } from "../domain/policy.ts";
import type { Channel } from "../ports.ts";

/** What a kind of channel may need of the function that delivers by it. */
export interface Given extends Omit<DigestPorts, "channel"> {
  /** The environment variable of that name. @throws where the stacks set none. */
  required(name: string): string;
  /** One that is there in some stages, or on the local region, only. */
  optional(name: string): string | undefined;
  readonly dynamo: DynamoDBClient;
  readonly table: string;
  /** A SecureString of the Parameter Store, which the function's role has to let it read. */
  secret(parameter: string): Secret;
  /** Likewise one that nobody has to know but us: made where there is none. */
  ownSecret(parameter: string): Secret;
}

/** A kind of channel as its function has it. */
export interface Opened extends Channel {
  /** What lies in its queue besides deliveries and digests, by the `kind` of the message, and what is done with it. */
  readonly errands?: Errands;
  /**
   * The messages of a batch are delivered at the same time, so that an address that is slow holds up no other. Absent: one
   * after the other, as it has to be where they depend on each other, or go to somebody who counts.
   */
  readonly atOnce?: true;
}
export type Errands = Readonly<Record<string, (policy: Policy, body: unknown) => Promise<void>>>;

/** What the file of a kind of channel exports under the name `open`: called once, when its function starts. */
export type Open = (given: Given) => Opened;
