/** `NotifyFunction-bckfwhvz` of `ami-refresh-local-NotifyFunction-bckfwhvz`: without application and stage, which all have. */
export const speakerOf = (from: string): string => from.replace(/^ami-refresh-[a-z0-9]+-/i, "");
