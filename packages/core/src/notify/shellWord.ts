/**
 * As one word of a command that somebody copies into a shell: `#channel` would begin a comment there, groups may have
 * spaces in their names, and mail addresses quotes, `&` and `$`. Between single quotes nothing means anything but their end
 * (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02).
 */
export const shellWord = (text: string): string =>
  /^[\w@%+:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** What has an address told again. */
export const hearCommand = (channel: string, to: string): string => `ami-refresh hear --${channel} ${shellWord(to)}`;
