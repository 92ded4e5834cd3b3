/** An Auto Scaling group as far as launch control needs it. */
export interface Group {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly desiredCapacity: number;
  readonly minSize: number;
  readonly maxSize: number;
  readonly suspendedProcesses: readonly string[];
  readonly launch: Launch;
  /** Whatever runs in the group now, whether in service or not. */
  readonly instances: readonly GroupInstance[];
}

export interface GroupInstance {
  readonly id: string;
  /** What it was launched from, with the version's number; absent where that was a launch configuration. */
  readonly template?: TemplateRef;
}

/** What a group launches its instances from. */
export type Launch =
  | { readonly kind: "launch-template"; readonly template: TemplateRef }
  | {
      readonly kind: "mixed-instances";
      readonly template: TemplateRef;
      readonly overrides: readonly Override[];
      /** The policy as AWS gave it: all that launch control does not know of is carried over unchanged. */
      readonly policy: unknown;
    }
  | { readonly kind: "launch-configuration"; readonly name: string };

/** What a refresh is to bring (DesiredConfiguration): AWS takes all but launch configurations. */
export type Desired = Exclude<Launch, { readonly kind: "launch-configuration" }>;

/** A launch template by id, with the version the group names: a number, `$Latest` or `$Default`. */
export interface TemplateRef {
  readonly id: string;
  readonly version: string;
}

/** One override of a mixed instances policy; what is absent comes from the policy's base. */
export interface Override {
  readonly instanceType?: string;
  readonly template?: TemplateRef;
  /** An AMI id that this override launches whatever its template says. */
  readonly imageId?: string;
  /** Chooses its instance types by their attributes (InstanceRequirements). */
  readonly attributeBased: boolean;
}
