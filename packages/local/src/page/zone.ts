/** The zone of whoever looks. */
export const zone: string = Intl.DateTimeFormat().resolvedOptions().timeZone;
