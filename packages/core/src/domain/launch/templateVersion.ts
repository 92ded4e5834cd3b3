/** What one version of a launch template says, as far as launch control needs it. */
export interface TemplateVersion {
  readonly templateId: string;
  readonly version: number;
  /** As written: `ami-…`, or `resolve:ssm:…`, or absent. */
  readonly imageId?: string;
  /** Where it is written as `resolve:ssm:…`: what it resolves to now. */
  readonly resolvedImageId?: string;
  readonly instanceType?: string;
  /** Chooses its instance types by their attributes (InstanceRequirements). */
  readonly attributeBased?: boolean;
  /** The name of the instance profile that its instances get. */
  readonly instanceProfile?: string;
  readonly description?: string;
}
