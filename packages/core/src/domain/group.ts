/** An Auto Scaling group as far as launch control needs it. */
export interface Group {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly desiredCapacity: number;
  readonly minSize: number;
  readonly maxSize: number;
  readonly suspendedProcesses: readonly string[];
  readonly launch: Launch;
}

export type Launch =
  | { readonly kind: "launch-template"; readonly template: TemplateRef }
  | {
      readonly kind: "mixed-instances";
      readonly template: TemplateRef;
      readonly overrides: readonly Override[] /** The policy as AWS gave it, carried over unchanged. */;
      readonly policy: unknown;
    }
  | { readonly kind: "launch-configuration"; readonly name: string };

/** A launch template by id, with the version the group names: a number, `$Latest` or `$Default`. */
export interface TemplateRef {
  readonly id: string;
  readonly version: string;
}

export interface Override {
  readonly instanceType?: string;
  readonly template?: TemplateRef;
  readonly attributeBased: boolean;
}
