import type { Desired, TemplateRef } from "../group.ts";
import type { Slot } from "./slots.ts";

/** A change to one place of a group's configuration. */
export type Edit = { readonly place: Slot["place"] } & (
  | { readonly version: number }
  /** The version that the request of this token makes. */
  | { readonly createdBy: string }
  | { readonly imageId: string }
);

/** The configuration with the edits made; `created`: version numbers by client token. All else stays as it is. */
export function desiredConfiguration(
  launch: Desired,
  edits: readonly Edit[],
  created: ReadonlyMap<string, number>,
): Desired {
  const editOf = (place: Slot["place"]) => edits.find((edit) => edit.place === place);
  const template = edited(launch.template, editOf("base"), created);
  if (launch.kind === "launch-template") return { ...launch, template };
  const overrides = launch.overrides.map((override, place) => {
    const edit = editOf(place);
    if (!edit) return override;
    if ("imageId" in edit) return { ...override, imageId: edit.imageId };
    return { ...override, template: edited(override.template ?? launch.template, edit, created) };
  });
  return { ...launch, template, overrides };
}

function edited(template: TemplateRef, edit: Edit | undefined, created: ReadonlyMap<string, number>): TemplateRef {
  if (!edit || "imageId" in edit) return template;
  const version = "version" in edit ? edit.version : created.get(edit.createdBy);
  if (version === undefined) throw new Error(`the version of ${template.id} was never made`);
  return { id: template.id, version: String(version) };
}
